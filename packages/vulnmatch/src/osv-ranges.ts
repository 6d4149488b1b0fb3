import { schemeOfPurlType } from '@vigie/versions';
import { fitsPackageRange } from './evaluate-claim.ts';
import { dense, type Json, list, object, text } from './json.ts';
import type { PackageRange } from './model.ts';
import type { NamedPackage } from './osv-ecosystems.ts';
import { comparePackageVersions } from './package-order.ts';

type Kind = 'introduced' | 'fixed' | 'last_affected' | 'limit';
interface OsvEvent {
  kind: Kind;
  at: string;
}

const KINDS: Kind[] = ['introduced', 'fixed', 'last_affected', 'limit'];

/**
 * The ranges of one `affected` entry as intervals, and those of its listed versions that no interval holds. A range by
 * commits counts only where nothing else says which versions are meant.
 */
export function readOsvRanges(
  named: Pick<NamedPackage, 'eco' | 'name' | 'scheme'>,
  ranges: readonly Json[],
  versions: readonly string[],
  path: string,
): { ranges: PackageRange[]; versions: string[] } {
  const scheme = named.scheme ?? schemeOfPurlType(named.eco);
  const intervals: PackageRange[] = [];
  const commits: PackageRange[] = [];
  for (const [i, range] of ranges.entries()) {
    const events = readEvents(range.events, `${path}[${i}].events`);
    if (text(range.type) === 'GIT') commits.push(...commitsOf(events));
    else intervals.push(...intervalsOf(events, scheme));
  }
  const left = versions.filter((v) => !intervals.some((r) => fitsPackageRange(r, v, scheme) === 'yes'));
  const isByCommit = intervals.length === 0 && ranges.length > 0;
  return { ranges: isByCommit ? commits : intervals, versions: left };
}

function readEvents(value: unknown, path: string): OsvEvent[] {
  const events: OsvEvent[] = [];
  for (const [i, item] of list(value, path).entries()) {
    const event = object(item, `${path}[${i}]`);
    for (const kind of KINDS) {
      const at = text(event[kind], 512);
      if (at !== undefined) events.push({ kind, at });
    }
  }
  return events;
}

/** The schema's algorithm, run once over the sorted events instead of once for every version asked. */
function intervalsOf(events: readonly OsvEvent[], scheme: string): PackageRange[] {
  const limits = events.filter((e) => e.kind === 'limit' && e.at !== '*').map((e) => e.at);
  const turns = sorted(
    events.filter((e) => e.kind !== 'limit'),
    scheme,
  );
  const intervals: PackageRange[] = [];
  let open: PackageRange | undefined;
  for (const { kind, at } of turns) {
    if (kind === 'introduced') open ??= at === '0' ? {} : { ge: at };
    else if (open) {
      // Introduced and fixed in one version: nothing between.
      const isEmpty = kind === 'fixed' && open.ge !== undefined && compare(scheme, open.ge, at) === 0;
      if (!isEmpty) intervals.push({ ...open, ...(kind === 'fixed' ? { lt: at } : { le: at }) });
      open = undefined;
    }
  }
  if (open) intervals.push(open);
  return limits.length === 0 ? intervals : limited(intervals, highest(limits, scheme), scheme);
}

/** Events by version; the order given decides between equal ones, and where there is no order. */
function sorted(events: readonly OsvEvent[], scheme: string): OsvEvent[] {
  return [...events].sort((a, b) => {
    if (a.at === '0' && a.kind === 'introduced') return b.at === '0' && b.kind === 'introduced' ? 0 : -1;
    if (b.at === '0' && b.kind === 'introduced') return 1;
    const order = compare(scheme, a.at, b.at);
    // The last affected version is itself affected: what begins at it comes before.
    if (order === 0 && a.kind !== b.kind && (a.kind === 'last_affected' || b.kind === 'last_affected'))
      return a.kind === 'last_affected' ? 1 : -1;
    return order ?? 0;
  });
}

const compare = comparePackageVersions;

const highest = (limits: readonly string[], scheme: string): string =>
  limits.reduce((a, b) => (compare(scheme, a, b) === -1 ? b : a));

/** A limit bounds everything from above; of several the farthest counts, since any one of them may allow a version. */
function limited(intervals: readonly PackageRange[], limit: string, scheme: string): PackageRange[] {
  return intervals.flatMap((range) => {
    const end = range.lt ?? range.le;
    if (range.ge !== undefined && (compare(scheme, range.ge, limit) ?? -1) >= 0) return [];
    if (end !== undefined && (compare(scheme, end, limit) ?? -1) < 0) return [range];
    const { le: _, ...rest } = range;
    return [{ ...rest, lt: limit }];
  });
}

function commitsOf(events: readonly OsvEvent[]): PackageRange[] {
  const first = (kind: Kind) => events.find((e) => e.kind === kind && e.at !== '0')?.at;
  return [
    dense<PackageRange>({
      ge: first('introduced'),
      lt: first('fixed'),
      le: first('last_affected'),
      git: true,
    } as PackageRange),
  ];
}
