import { fixReached } from './beyond-fix.ts';
import type { AffectedClaim, Status, VersionClaim } from './model.ts';
import { isInBranch, type OrderChoice, type Ordered, orderVersions } from './order.ts';

export type Fit = 'yes' | 'no' | 'maybe';

/** What an entry's `versions[]` and default say of one version. */
export interface VersionVerdict {
  status: Status;
  rule: string;
  range?: string;
  scheme?: string;
  quote?: string;
  /** Nothing of the entry could be compared with the version. */
  weak?: true;
}

const WORDS: Record<Status, string> = { a: 'affected', n: 'unaffected', u: 'unknown' };

/** A range in words, for reasons: `>= 10.2.0, < 10.2.9-h1`. */
export function rangeWords(claim: Pick<VersionClaim, 'is' | 'ge' | 'gt' | 'lt' | 'le'>): string {
  const parts = [
    claim.is === undefined ? '' : `= ${claim.is}`,
    claim.ge === undefined ? '' : `>= ${claim.ge}`,
    claim.gt === undefined ? '' : `> ${claim.gt}`,
    claim.lt === undefined ? '' : `< ${claim.lt}`,
    claim.le === undefined ? '' : `<= ${claim.le}`,
  ].filter((p) => p !== '');
  return parts.length === 0 ? 'every version' : parts.join(', ');
}

/** Compares with a bound; an upper bound `2.426.*` is the end of its branch, not a pattern. */
function compareBound(
  version: string,
  bound: string,
  type: string | undefined,
  choice: OrderChoice,
): Ordered | undefined {
  if (!bound.endsWith('.*')) return orderVersions(version, bound, type, choice);
  const branch = bound.slice(0, -2);
  if (isInBranch(version, branch)) return { order: -1, scheme: 'dotted', sure: true };
  return orderVersions(version, branch, type, choice);
}

/** Does a version lie in bounds? `maybe` when no order, or only an unwritten convention, decides. */
export function fitsRange(
  claim: Pick<VersionClaim, 'is' | 'ge' | 'gt' | 'lt' | 'le' | 't'>,
  version: string,
  choice: OrderChoice,
): { fit: Fit; scheme?: string } {
  let fit: Fit = 'yes';
  let scheme: string | undefined;
  const need = (bound: string | undefined, holds: (order: number) => boolean): void => {
    if (bound === undefined || fit === 'no') return;
    const ordered = compareBound(version, bound, claim.t, choice);
    if (!ordered) {
      fit = 'maybe';
      return;
    }
    scheme = ordered.scheme;
    if (!ordered.sure) fit = 'maybe';
    else if (!holds(ordered.order)) fit = 'no';
  };
  need(claim.is, (o) => o === 0);
  need(claim.ge, (o) => o >= 0);
  need(claim.gt, (o) => o > 0);
  need(claim.lt, (o) => o < 0);
  need(claim.le, (o) => o <= 0);
  return scheme === undefined ? { fit } : { fit, scheme };
}

/** The published algorithm: the first entry that holds wins, its changes applied; else the default status. */
export function evaluateVersions(
  claim: AffectedClaim,
  version: string | undefined,
  choice: OrderChoice,
): VersionVerdict {
  const entries = claim.v ?? [];
  const every = entries.length > 0 && entries.every((e) => isEvery(e) && e.s === entries[0]?.s);
  if (version === undefined && !every && !(entries.length === 0 && claim.d === 'a'))
    return { status: 'u', rule: 'cve5.no-version', quote: 'product seen, version not known' };
  let doubt: { entry: VersionClaim; statuses: Set<Status> } | undefined;
  let compared = 0;
  for (const entry of entries) {
    if (entry.vague) {
      doubt = addDoubt(doubt, entry, entry.s);
      continue;
    }
    const { fit, scheme } =
      version === undefined ? { fit: 'yes' as Fit, scheme: undefined } : fitsRange(entry, version, choice);
    if (fit !== 'maybe') compared += 1;
    if (fit === 'no') continue;
    const decided = fit === 'yes' ? decide(entry, version, choice) : { status: entry.s, rule: 'cve5.range' };
    if (fit === 'yes' && (!doubt || onlySays(doubt.statuses, decided.status)))
      return guarded(claim, entry, version, choice, {
        ...decided,
        range: rangeWords(entry),
        ...optional({ scheme, quote: entry.q }),
      });
    doubt = addDoubt(doubt, entry, decided.status);
    if (fit === 'yes') break;
  }
  if (!doubt && claim.d === 'u' && version !== undefined) {
    const fixed = fixReached(claim, version, choice);
    if (fixed)
      return {
        status: 'n',
        rule: 'cve5.beyond-fix',
        range: rangeWords(fixed),
        quote: 'at or beyond the first fixed version',
      };
  }
  if (!doubt) return { status: claim.d, rule: 'cve5.default', range: `default status: ${WORDS[claim.d]}` };
  if (onlySays(doubt.statuses, claim.d))
    return { status: claim.d, rule: 'cve5.default', range: `default status: ${WORDS[claim.d]}` };
  const git = entries.every((e) => e.t === 'git');
  return {
    status: 'u',
    rule: git ? 'cve5.git' : 'cve5.not-comparable',
    ...optional({
      range: doubt.entry.vague ? undefined : rangeWords(doubt.entry),
      quote: doubt.entry.q ?? 'the order of these versions is not certain',
    }),
    ...(compared === 0 ? { weak: true as const } : {}),
  };
}

const isEvery = (e: VersionClaim): boolean =>
  !e.vague && [e.is, e.ge, e.gt, e.lt, e.le, e.ch].every((bound) => bound === undefined);

const onlySays = (statuses: Set<Status>, status: Status): boolean =>
  statuses.size === 1 && statuses.has(status);

function addDoubt(
  doubt: { entry: VersionClaim; statuses: Set<Status> } | undefined,
  entry: VersionClaim,
  status: Status,
) {
  if (!doubt) return { entry, statuses: new Set<Status>([status]) };
  doubt.statuses.add(status);
  return doubt;
}

const optional = (fields: {
  range?: string | undefined;
  scheme?: string | undefined;
  quote?: string | undefined;
}) => Object.fromEntries(Object.entries(fields).filter(([, v]) => v !== undefined));

function decide(
  entry: VersionClaim,
  version: string | undefined,
  choice: OrderChoice,
): { status: Status; rule: string } {
  const rule = entry.is !== undefined ? 'cve5.exact' : 'cve5.range';
  if (!entry.ch || version === undefined) return { status: entry.s, rule };
  const reached = entry.ch
    .map(([at, status]) => ({ at, status, ordered: orderVersions(version, at, entry.t, choice) }))
    .sort((a, b) => orderVersions(a.at, b.at, entry.t, choice)?.order ?? 0);
  let status = entry.s;
  for (const change of reached) {
    if (!change.ordered?.sure) return { status: 'u', rule: 'cve5.not-comparable' };
    if (change.ordered.order >= 0) status = change.status;
  }
  return status === entry.s ? { status, rule } : { status, rule: 'cve5.change' };
}

/** Two records' habits that the plain algorithm would decide wrongly. */
function guarded(
  claim: AffectedClaim,
  entry: VersionClaim,
  version: string | undefined,
  choice: OrderChoice,
  verdict: VersionVerdict,
): VersionVerdict {
  if (version === undefined) return verdict;
  if (choice.vp?.startsWith('vp:microsoft:windows') && isOtherBuild(version, entry.lt ?? entry.le))
    return {
      ...verdict,
      status: 'u',
      rule: 'guard.windows-build',
      quote: 'another build family than the bound',
    };
  // A fix in the version's own stable branch shows that the cause was carried there too (CVE-2024-26581).
  if (verdict.status === 'n' && entry.ge === undefined && entry.is === undefined) {
    const later = claim.v?.find(
      (e) => e.s === 'n' && e.le?.endsWith('.*') && isInBranch(version, e.le.slice(0, -2)) && e.ge,
    );
    if (later?.ge !== undefined && (orderVersions(version, later.ge, later.t, choice)?.order ?? 0) < 0)
      return {
        ...verdict,
        status: 'u',
        rule: 'guard.fixed-branch',
        range: rangeWords(later),
        quote: 'the branch has its own fix, and this version comes before it',
      };
  }
  return verdict;
}

function isOtherBuild(version: string, bound: string | undefined): boolean {
  const build = (v: string | undefined) => /^(?:6|10)\.\d+\.(\d{4,5})\.\d+$/.exec(v ?? '')?.[1];
  const [own, theirs] = [build(version), build(bound)];
  return own !== undefined && theirs !== undefined && own !== theirs;
}
