import type { Exposed } from './finding.ts';

/** What a decision was based on; compared with what is known later. */
export interface Snapshot {
  isKev: boolean;
  epss: number | null;
  exposed: Exposed;
  version: string | null;
  outcome: string | null;
  outcomeRank: number;
}

/** EPSS moves every day: only reaching this probability from below reopens, so that small rises stay silent. */
export const EPSS_FLOOR = 0.36;

export type ReopenTrigger = 'kev' | 'epss' | 'exposed' | 'version' | 'outcome';

/** Why a decision no longer holds; empty when nothing it was based on got worse. */
export function reopenTriggers(then: Snapshot, now: Snapshot): ReopenTrigger[] {
  const triggers: ReopenTrigger[] = [];
  if (now.isKev && !then.isKev) triggers.push('kev');
  if ((now.epss ?? 0) >= EPSS_FLOOR && (then.epss ?? 0) < EPSS_FLOOR) triggers.push('epss');
  if (now.exposed === 'yes' && then.exposed !== 'yes') triggers.push('exposed');
  if (now.version !== then.version) triggers.push('version');
  if (now.outcomeRank > then.outcomeRank && !triggers.includes('kev') && !triggers.includes('exposed'))
    triggers.push('outcome');
  return triggers;
}
