import type { Cpe } from '@vigie/identifiers';
import { type CpeHead, headOf } from './cpe-head.ts';
import { type Fit, fitsRange, rangeWords } from './evaluate-versions.ts';
import { isKnownCollision } from './identify.ts';
import { readCpe, targetOf } from './keys.ts';
import type { Criterion, Reason, TreeClaim, TreeNode, Verdict } from './model.ts';
import { compact, ecosystemOfTarget, isNoName, vpKey } from './names.ts';
import { ecosystemKey } from './package-keys.ts';
import { isConditional } from './reads-siblings.ts';
import { cpeVersion, type Subject } from './subject.ts';

/** What one criterion says of one component, and why it is not certain. */
export interface CriterionFit {
  fit: Fit;
  rule?: string;
  scheme?: string;
}

const NO: CriterionFit = { fit: 'no' };

/** The vote of one configuration; undefined: nothing vulnerable in it is this component. */
export function voteOnTree(
  tree: TreeClaim,
  subject: Subject,
  siblings: readonly Subject[],
): Reason | undefined {
  const hits: { criterion: Criterion; fit: CriterionFit }[] = [];
  let named = false;
  for (const { criterion, head } of vulnerableOf(tree)) {
    if (!isNamed(head, subject) || !isSameProduct(criterion, subject)) continue;
    named = true;
    const fit = fitsNamed(criterion, subject);
    if (fit.fit !== 'no') hits.push({ criterion, fit });
  }
  if (!named) return undefined;
  const best = hits.find((h) => h.fit.fit === 'yes') ?? hits[0];
  const excludes = (rule: string) => (subject.distro ? 'distro.upstream-excludes' : rule);
  if (!best) return reason(tree, 'not_affected', excludes('cpe.range'), undefined, subject);
  // Alternatives that are all vulnerable products: the best of them is the whole.
  const whole = isConditional(tree.root) ? evaluateNode(tree.root, subject, siblings) : best.fit;
  if (whole.fit === 'no') return reason(tree, 'not_affected', excludes('cpe.configuration'), best, subject);
  if (subject.distro)
    return {
      ...reason(tree, 'unknown', 'distro.tracker-decides', best, subject),
      quote: "package of a distribution: upstream's range does not decide",
    };
  const guess = guard(best.criterion, subject);
  if (guess) return reason(tree, 'unknown', guess, best, subject);
  if (best.fit.fit === 'yes' && whole.fit === 'yes')
    return reason(tree, 'affected', 'cpe.range', best, subject);
  const rule =
    best.fit.fit === 'maybe'
      ? (best.fit.rule ?? 'cpe.attribute-open')
      : (whole.rule ?? 'cpe.platform-unconfirmed');
  return reason(tree, 'unknown', rule, best, subject);
}

const flattened = new WeakMap<TreeClaim, { criterion: Criterion; head: CpeHead }[]>();

/** The vulnerable criteria of a configuration with what they name, read once for all components. */
function vulnerableOf(tree: TreeClaim): { criterion: Criterion; head: CpeHead }[] {
  let flat = flattened.get(tree);
  if (!flat) {
    const found: { criterion: Criterion; head: CpeHead }[] = [];
    visit(tree.root, (criterion) => {
      if (criterion.v !== false) found.push({ criterion, head: headOf(criterion.c) });
    });
    flattened.set(tree, found);
    flat = found;
  }
  return flat;
}

function visit(node: TreeNode, see: (criterion: Criterion) => void): void {
  for (const criterion of node.m ?? []) see(criterion);
  for (const child of node.n ?? []) visit(child, see);
}

function reason(
  tree: TreeClaim,
  vote: Verdict,
  rule: string,
  hit: { criterion: Criterion; fit: CriterionFit } | undefined,
  subject: Subject,
): Reason {
  const { criterion, fit } = hit ?? {};
  const bounded = criterion && (criterion.ge ?? criterion.gt ?? criterion.le ?? criterion.lt) !== undefined;
  return {
    source: tree.from,
    rule,
    ...(criterion ? { range: bounded ? rangeWords(criterion) : criterion.c } : {}),
    ...(subject.version === undefined ? {} : { compared: subject.version }),
    ...(fit?.scheme === undefined ? {} : { scheme: fit.scheme }),
    vote,
    ...(criterion && bounded ? { quote: criterion.c } : {}),
  };
}

/** A guessed CPE of a language package that nothing else supports. */
function guard(criterion: Criterion, subject: Subject): string | undefined {
  const theirs = readCpe(criterion.c);
  if (!subject.ecosystem || !theirs) return undefined;
  if (ecosystemOfTarget(theirs.targetSw) === subject.ecosystem) return undefined;
  const vendor = compact(theirs.vendor);
  if (vendor.length > 2 && compact(subject.purl?.namespace ?? '').includes(vendor)) return undefined;
  const name = compact(subject.purl?.name ?? '');
  return vendor === compact(theirs.product) || vendor === name || vendor === `${name}project`
    ? 'guard.name-only'
    : undefined;
}

/** Same vendor and product, as far as both say; an open product never matches. */
export function isSameProduct(criterion: Criterion, subject: Subject): boolean {
  if (!isNamed(headOf(criterion.c), subject)) return false;
  const theirs = readCpe(criterion.c);
  if (!theirs || isNoName(theirs.product)) return false;
  const vp = vpKey(theirs.vendor, theirs.product);
  if (isKnownCollision(subject.packageKeys, vp)) return false;
  const ecosystem = ecosystemOfTarget(theirs.targetSw);
  if (subject.ecosystem && ecosystem) {
    if (ecosystem !== subject.ecosystem) return false;
    if (subject.packageKeys.includes(ecosystemKey(ecosystem, theirs.product))) return true;
  }
  if (subject.cpe && !isNoName(subject.cpe.product)) {
    if (!sameText(theirs.product, subject.cpe.product)) return subject.vps.includes(vp);
    return (
      isNoName(subject.cpe.vendor) || sameText(theirs.vendor, subject.cpe.vendor) || subject.vps.includes(vp)
    );
  }
  if (subject.distro) return subject.names.includes(compact(theirs.product));
  return subject.vps.includes(vp) || (subject.nameOnly && subject.names.includes(compact(theirs.product)));
}

/** `sudo:sudo` and `sudo_project:sudo` are likely one product, but two names. */
function isOtherSpelling(theirs: Cpe, own: Cpe): boolean {
  return (
    !sameText(theirs.product, own.product) || (!isNoName(own.vendor) && !sameText(theirs.vendor, own.vendor))
  );
}

/** What needs no more than the head of a name: most criteria name something else altogether. */
const isNamed = (head: CpeHead, subject: Subject): boolean =>
  subject.names.includes(head.product) ||
  subject.vps.includes(head.vp) ||
  (subject.ecosystem !== undefined &&
    subject.packageKeys.includes(ecosystemKey(subject.ecosystem, head.product)));

const plain = (value: string): string => value.replace(/\\(.)/g, '$1').toLowerCase();
const sameText = (a: string, b: string): boolean => plain(a) === plain(b);

/** The relation of a criterion to a component, with its version bounds. */
export function fitsCriterion(criterion: Criterion, subject: Subject): CriterionFit {
  return isSameProduct(criterion, subject) ? fitsNamed(criterion, subject) : NO;
}

/** `fitsCriterion` of a criterion that names the component's product. */
function fitsNamed(criterion: Criterion, subject: Subject): CriterionFit {
  const theirs = readCpe(criterion.c);
  if (!theirs) return NO;
  const own = subject.cpe;
  const open = own ? openAttributes(theirs, own) : [];
  if (open === undefined) return NO;
  const isMarked =
    subject.ecosystem !== undefined && ecosystemOfTarget(theirs.targetSw) === subject.ecosystem;
  if (isMarked) open.splice(0, open.length, ...open.filter((attribute) => attribute !== 'targetSw'));
  else if (!own && [theirs.swEdition, theirs.targetSw].some((v) => !isNoName(v))) open.push('targetSw');
  if (own && !isMarked && isOtherSpelling(theirs, own)) open.push('vendor');
  const version = fitsVersion(criterion, theirs, subject);
  if (version.fit !== 'yes') return version;
  if (open.includes('vendor')) return { ...version, fit: 'maybe', rule: 'cpe.name-spelling' };
  if (subject.nameOnly && !own) return { ...version, fit: 'maybe', rule: 'guard.name-only' };
  return open.length > 0 ? { ...version, fit: 'maybe', rule: 'cpe.attribute-open' } : version;
}

const ATTRIBUTES = ['edition', 'language', 'swEdition', 'targetSw', 'targetHw', 'other'] as const;

/** Attributes that the component leaves open where the criterion names a value; undefined: two values are apart. */
function openAttributes(theirs: Cpe, own: Cpe): string[] | undefined {
  if (theirs.part !== own.part && theirs.part !== '*' && own.part !== '*') return undefined;
  const open: string[] = [];
  for (const attribute of ATTRIBUTES) {
    const a = plain(theirs[attribute]);
    const b = plain(own[attribute]);
    if (a === '*' || a === b) continue;
    if (b !== '*') return undefined;
    // NA against ANY: the component may well be the one without.
    open.push(attribute);
  }
  return open;
}

function fitsVersion(criterion: Criterion, theirs: Cpe, subject: Subject): CriterionFit {
  const choice = { purlType: subject.ecosystem, vp: subject.vps[0] };
  const bounded = (criterion.ge ?? criterion.gt ?? criterion.le ?? criterion.lt) !== undefined;
  if (theirs.version === '*' && bounded) {
    if (subject.version === undefined) return { fit: 'maybe', rule: 'cpe.no-version' };
    const { fit, scheme } = fitsRange(criterion, subject.version, choice);
    return {
      fit,
      ...(fit === 'maybe' ? { rule: 'cpe.not-comparable' } : {}),
      ...(scheme === undefined ? {} : { scheme }),
    };
  }
  if (theirs.version === '*') return { fit: 'yes' };
  if (subject.cpe) return fitsNames(theirs, subject.cpe, subject);
  if (theirs.version === '-')
    return subject.version === undefined ? { fit: 'maybe', rule: 'cpe.no-version' } : NO;
  if (subject.version === undefined) return { fit: 'maybe', rule: 'cpe.no-version' };
  const wanted = cpeVersion(theirs) ?? '';
  if (plain(wanted) === subject.version.toLowerCase()) return { fit: 'yes' };
  const { fit, scheme } = fitsRange({ is: wanted }, subject.version, choice);
  return fit === 'yes' ? { fit, ...(scheme === undefined ? {} : { scheme }) } : NO;
}

/** Version and update of two names: equal apart, or equal joined (`9.7p1` and `9.7:p1`). */
function fitsNames(theirs: Cpe, own: Cpe, subject: Subject): CriterionFit {
  const version = relation(theirs.version, own.version);
  const update = relation(theirs.update, own.update);
  if (version === 'yes' && update === 'yes') return { fit: 'yes' };
  if (version !== 'no' && update !== 'no')
    return { fit: 'maybe', rule: version === 'maybe' ? 'cpe.no-version' : 'cpe.attribute-open' };
  const [a, b] = [cpeVersion(theirs), cpeVersion(own) ?? subject.version];
  if (a !== undefined && b !== undefined && a.toLowerCase() === b.toLowerCase()) return { fit: 'yes' };
  // 10 and 10.0 are one version for an order and two names for CPE: seen in debian_linux.
  if (version === 'no' && update !== 'no' && a !== undefined && b !== undefined && own.version !== '*') {
    const { fit, scheme } = fitsRange({ is: plain(theirs.version) }, plain(own.version), {
      vp: subject.vps[0],
    });
    if (fit === 'yes')
      return { fit: 'maybe', rule: 'cpe.spelling', ...(scheme === undefined ? {} : { scheme }) };
  }
  return NO;
}

/** NISTIR 7696 for one value: source of the record, target of the component. */
function relation(source: string, target: string): Fit {
  const [a, b] = [plain(source), plain(target)];
  if (a === '*' || a === b) return 'yes';
  if (b === '*') return 'maybe';
  return 'no';
}

interface NodeFit {
  fit: Fit;
  rule?: string;
}

/** Three-valued evaluation over the component and what else lies on its asset. */
function evaluateNode(node: TreeNode, subject: Subject, siblings: readonly Subject[]): NodeFit {
  const decisive: Fit = node.op === 'and' ? 'no' : 'yes';
  let whole: NodeFit = { fit: node.op === 'and' ? 'yes' : 'no' };
  for (const fit of childrenOf(node, subject, siblings)) {
    if (fit.fit === 'maybe' && whole.fit !== 'maybe') whole = fit;
    if (fit.fit !== decisive) continue;
    whole = fit;
    break;
  }
  if (!node.not) return whole;
  return { ...whole, fit: whole.fit === 'yes' ? 'no' : whole.fit === 'no' ? 'yes' : 'maybe' };
}

function* childrenOf(node: TreeNode, subject: Subject, siblings: readonly Subject[]): Generator<NodeFit> {
  for (const criterion of node.m ?? []) yield evaluateCriterion(criterion, subject, siblings);
  for (const child of node.n ?? []) yield evaluateNode(child, subject, siblings);
}

function evaluateCriterion(criterion: Criterion, subject: Subject, siblings: readonly Subject[]): NodeFit {
  let best: NodeFit = fitsCriterion(criterion, subject);
  for (const sibling of best.fit === 'yes' ? [] : namedLike(criterion, siblings)) {
    if (best.fit === 'yes') break;
    if (sibling === subject) continue;
    const fit = fitsCriterion(criterion, sibling);
    if (fit.fit === 'yes' || (fit.fit === 'maybe' && best.fit === 'no')) best = fit;
  }
  // An inventory rarely lists what a thing runs on: absence of a platform is not its denial.
  if (best.fit === 'no' && criterion.v === false) return { fit: 'maybe', rule: 'cpe.platform-unconfirmed' };
  return best;
}

const grouped = new WeakMap<readonly Subject[], Map<string, Subject[]>>();

/** The siblings that a criterion can name at all: an asset lists hundreds, a configuration means one or two. */
function namedLike(criterion: Criterion, siblings: readonly Subject[]): readonly Subject[] {
  if (siblings.length < 4) return siblings;
  let groups = grouped.get(siblings);
  if (!groups) {
    groups = new Map();
    for (const sibling of siblings)
      for (const key of new Set([...sibling.names, ...sibling.vps, ...sibling.packageKeys])) {
        const known = groups.get(key);
        if (known) known.push(sibling);
        else groups.set(key, [sibling]);
      }
    grouped.set(siblings, groups);
  }
  const { vp, product } = headOf(criterion.c);
  const byName = groups.get(product);
  const byVendor = vp === '' ? undefined : groups.get(vp);
  const ecosystem = ecosystemOfTarget(targetOf(criterion.c));
  const byPackage = ecosystem === undefined ? undefined : groups.get(ecosystemKey(ecosystem, product));
  if (!byVendor && !byPackage) return byName ?? [];
  return [...new Set([...(byName ?? []), ...(byVendor ?? []), ...(byPackage ?? [])])];
}
