/** Below this share of the edition before, a whole edition is more likely broken than shrunk. */
const SHRINK_SHARE = 0.9;
/** Small lists may lose a tenth in a day. */
const SHRINK_FROM = 20;

/** Whether an edition lost more than it may, unless a person accepted one of this size (`floor`). */
export function isShrunk(previous: number, found: number, floor: number | null): boolean {
  if (previous < SHRINK_FROM || found >= previous * SHRINK_SHARE) return false;
  return floor === null || found < floor;
}
