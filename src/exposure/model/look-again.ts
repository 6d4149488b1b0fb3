import { type Assessment, DECIDED, type FindingState } from './finding.ts';
import { fingerprintOf } from './fingerprint.ts';
import { reopenTriggers, type Snapshot } from './reopen.ts';
import { snapshotOf } from './settle.ts';

/** What is read of a stored finding before it is known whether anything changed. */
export interface Glimpse {
  fingerprint: string;
  state: FindingState;
  service_count: number;
  user_count: number;
  snapshot: Snapshot | null;
}

const isClosed = (state: FindingState): boolean => state === 'gone' || state === 'fixed';

/** False when `settleKnown` would surely answer that nothing changed: the finding is then neither read whole nor locked. */
export function needsLook(known: Glimpse | undefined, next: Assessment): boolean {
  if (!known) return next.verdict !== 'not_affected';
  if (known.service_count !== next.serviceCount || known.user_count !== next.userCount) return true;
  if (known.fingerprint !== fingerprintOf(next)) return true;
  if (isClosed(known.state) !== (next.verdict === 'not_affected')) return true;
  if (!DECIDED.includes(known.state) || !known.snapshot) return false;
  return reopenTriggers(known.snapshot, snapshotOf(next)).length > 0;
}

/** What is stored and was not computed again is gone, once. */
export const needsClosing = (known: Glimpse): boolean => !isClosed(known.state);
