import { type Vote, voteOnAffected } from './evaluate-affected.ts';
import { voteOnBuilds } from './evaluate-builds.ts';
import { voteOnPackages } from './evaluate-packages.ts';
import { voteOnProducts } from './evaluate-products.ts';
import { voteOnTree } from './evaluate-tree.ts';
import type { Component, Matchable, MatchResult, Reason, Verdict } from './model.ts';
import { ownerOf } from './owners.ts';
import { osOfCpe, type Subject, subjectOf } from './subject.ts';

/**
 * What a record says of a component.
 *
 * @param siblings the other components of the same asset: what a configuration may "run on".
 * @returns `undefined` when the record does not speak of this component, or is rejected.
 * @example
 * evaluate(matchable, { ref: 'fw', cpe: 'cpe:2.3:o:fortinet:fortios:7.2.6' })?.verdict; // 'affected'
 */
export function evaluate(
  matchable: Matchable,
  component: Component,
  siblings: readonly Component[] = [],
): MatchResult | undefined {
  if (matchable.rejected) return undefined;
  return evaluateSubject(matchable, subjectOf(component), subjectsOf(siblings));
}

const subjectLists = new WeakMap<readonly Component[], readonly Subject[]>();

/** The same list of siblings comes back for every record of an asset. */
function subjectsOf(components: readonly Component[]): readonly Subject[] {
  const known = subjectLists.get(components);
  if (known?.length === components.length) return known;
  const subjects = components.map(subjectOf);
  subjectLists.set(components, subjects);
  return subjects;
}

/** `evaluate` on components already read. */
export function evaluateSubject(
  matchable: Matchable,
  subject: Subject,
  siblings: readonly Subject[],
): MatchResult | undefined {
  const votes: Vote[] = matchable.affected
    ? voteOnAffected(matchable.affected, subject, familiesOf(subject, siblings))
    : [];
  const trees: Vote[] = [];
  for (const tree of matchable.trees ?? []) {
    const reason = voteOnTree(tree, subject, siblings);
    if (reason) trees.push({ reason, weak: false });
  }
  const packages = matchable.packages ? voteOnPackages(matchable.packages, subject) : [];
  const sources = new Map<string, Vote[]>();
  const products = matchable.products
    ? voteOnProducts(matchable.products, subject, siblings, familiesOf(subject, siblings))
    : [];
  const builds = matchable.builds ? voteOnBuilds(matchable.builds, subject) : [];
  // A build of the machine's own family says more than the product's name.
  const named = builds.length > 0 ? [] : products;
  for (const vote of [...votes, ...trees, ...packages, ...named, ...builds]) {
    const key = vote.reason.source;
    const known = sources.get(key);
    if (known) known.push(vote);
    else sources.set(key, [vote]);
  }
  if (sources.size === 0) return undefined;
  const reasons = [...sources.values()].map(joinVotes);
  return joinSources(subject.pack ? deferToOwner(reasons, subject, siblings) : reasons);
}

/** A language package that a distribution's package brought is patched with it: the distribution decides. */
function deferToOwner(reasons: Reason[], subject: Subject, siblings: readonly Subject[]): Reason[] {
  if (!reasons.some((r) => r.vote === 'affected')) return reasons;
  const owner = ownerOf(subject, siblings);
  if (owner === undefined) return reasons;
  return reasons.map((r) =>
    r.vote === 'affected'
      ? { ...r, rule: 'distro.tracker-decides', vote: 'unknown', quote: `part of the package ${owner}` }
      : r,
  );
}

/** A component's own platforms, or those of the asset it lies on. */
function familiesOf(subject: Subject, siblings: readonly Subject[]): ReadonlySet<string> {
  if (subject.families.size > 0) return subject.families;
  const families = new Set<string>();
  for (const sibling of siblings) {
    const own = sibling.cpe ? osOfCpe(sibling.cpe) : undefined;
    if (own) families.add(own);
    if (sibling.distro) families.add('linux');
    if (
      !sibling.cpe &&
      !sibling.distro &&
      /^microsoft$/.test(sibling.vendor ?? '') &&
      sibling.names.some((n) => /^windows(server|\d|xp|vista)/.test(n))
    )
      families.add('windows');
  }
  return families;
}

/** One source, several statements: affected if any says so; those that could not be compared give way to the others. */
export function joinVotes(votes: readonly Vote[]): Reason {
  const strong = votes.filter((v) => !v.weak);
  const heard = strong.length > 0 ? strong : votes;
  for (const verdict of ['affected', 'unknown', 'not_affected'] as const) {
    const matching = heard.filter((v) => v.reason.vote === verdict);
    // A range says more than a default.
    const found = matching.find((v) => !v.reason.rule.endsWith('.default')) ?? matching[0];
    if (found && (verdict !== 'unknown' || !isOutvoted(heard))) return found.reason;
  }
  return (heard[0] as Vote).reason;
}

/** "Unknown by default" of one entry is silence where another entry of the source names a range that excludes. */
function isOutvoted(votes: readonly Vote[]): boolean {
  const unknown = votes.filter((v) => v.reason.vote === 'unknown');
  return (
    unknown.every((v) => v.reason.rule === 'cve5.default') &&
    votes.some((v) => v.reason.vote === 'not_affected')
  );
}

/** Reasons that speak of something near the component: heard only where nobody speaks of itself. */
const ASIDE = new Set([
  'distro.other-release',
  'distro.other-stream',
  'distro.other-minor',
  'distro.upstream-excludes',
  'distro.rebuild',
]);
/** Of another release nothing follows for this one: it decides only where nothing else was said at all. */
const ELSEWHERE = new Set(['distro.other-release', 'distro.rebuild']);

/**
 * The joining rule. A source that says affected in one record and not affected in another says affected. A source that
 * says unknown abstains. All others agree: that is the verdict. One says affected and another not affected: unknown, and
 * the conflict is shown. All abstain: unknown. What is said of another release or of upstream's own builds counts only
 * where the distribution itself says nothing.
 */
export function joinSources(reasons: readonly Reason[]): MatchResult {
  const order: Verdict[] = ['affected', 'not_affected', 'unknown'];
  const decisive = reasons.filter((r) => r.vote !== 'unknown' && !ASIDE.has(r.rule));
  const heard = decisive.length > 0 ? decisive : asideOf(reasons);
  const bySource = new Map<string, Verdict>();
  for (const { source, vote } of heard) if (bySource.get(source) !== 'affected') bySource.set(source, vote);
  const voices = new Set(bySource.values());
  const conflict = voices.has('affected') && voices.has('not_affected');
  const verdict = conflict ? 'unknown' : (order.find((v) => voices.has(v)) ?? 'unknown');
  return {
    verdict,
    reasons: saidOnce(reasons).sort((a, b) => order.indexOf(a.vote) - order.indexOf(b.vote)),
    conflict,
  };
}

/** What two records say in the same words is said once. */
function saidOnce(reasons: readonly Reason[]): Reason[] {
  return reasons.filter((reason, i) => !reasons.slice(0, i).some((other) => isSame(reason, other)));
}

const isSame = (a: Reason, b: Reason): boolean =>
  a.source === b.source &&
  a.rule === b.rule &&
  a.vote === b.vote &&
  a.range === b.range &&
  a.compared === b.compared &&
  a.scheme === b.scheme &&
  a.quote === b.quote;

/** Nobody decided: upstream's word, or an open question, outweighs what was said of other releases and builds. */
function asideOf(reasons: readonly Reason[]): readonly Reason[] {
  const own = reasons.filter((r) => !ELSEWHERE.has(r.rule));
  return own.length > 0 ? own : reasons;
}
