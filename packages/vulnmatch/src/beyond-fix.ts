import type { AffectedClaim, VersionClaim } from './model.ts';
import { numbersOf, type OrderChoice, orderVersions } from './order.ts';

/**
 * The fix that a version has reached, where an entry says nothing by default. `lessThan` names the first version that
 * is no longer affected: at or beyond it in its own branch, or beyond all that the entry lists, a version is fixed.
 * Below a range, between branches, or after an inclusive bound nothing is said, and nothing is concluded.
 */
export function fixReached(
  claim: AffectedClaim,
  version: string,
  choice: OrderChoice,
): VersionClaim | undefined {
  const affected = (claim.v ?? []).filter((entry) => entry.s === 'a');
  let nearest: { entry: VersionClaim; bound: string } | undefined;
  let hasLater = false;
  for (const entry of affected) {
    const bound = entry.lt ?? entry.le ?? entry.is;
    if (bound === undefined) return undefined;
    const order = compare(version, bound, entry, choice);
    if (order === undefined) return undefined;
    if (order < 0) {
      hasLater = true;
      continue;
    }
    const isNearer = nearest === undefined || (compare(bound, nearest.bound, entry, choice) ?? 0) > 0;
    if (isNearer) nearest = { entry, bound };
  }
  const fix = nearest?.entry.lt;
  if (!nearest || fix === undefined || fix.endsWith('.*')) return undefined;
  return !hasLater || isSameBranch(version, fix) ? nearest.entry : undefined;
}

function compare(a: string, b: string, entry: VersionClaim, choice: OrderChoice): number | undefined {
  const ordered = orderVersions(a, b.replace(/\.\*$/, ''), entry.t, choice);
  return ordered?.sure ? ordered.order : undefined;
}

/** 7.0.16 and 7.0.15, not 7.1.3. */
function isSameBranch(version: string, fix: string): boolean {
  const branch = numbersOf(fix).slice(0, -1);
  const own = numbersOf(version);
  return branch.length > 0 && branch.every((n, i) => n === own[i]);
}
