export type FeedState = 'fresh' | 'late' | 'stale' | 'never' | 'failing' | 'disabled';

export interface Watched {
  isEnabled: boolean;
  /** Kept as it is on purpose: neither clock runs. */
  isFrozen: boolean;
  cadenceMinutes: number;
  silenceMinutes: number | undefined;
  lastSuccessAt: Date | null;
  dataAt: Date | null;
  consecutiveFailures: number;
  isHeld: boolean;
  badCount: number;
}

const MINUTE = 60_000;
/** Pulls that fail once or twice are retried before anybody needs to look. */
const FAILURES_TELL_FROM = 3;

/**
 * How far a feed may be believed. Two clocks run: ours (when did we last read it) and the publisher's (how old is the newest
 * content); a feed that answers every hour with last month's content is late as well.
 */
export function assessStaleness(feed: Watched, now: Date): { state: FeedState; reasons: string[] } {
  if (!feed.isEnabled) return { state: 'disabled', reasons: ['switched-off'] };
  const reasons = [
    ...(feed.isHeld ? ['held'] : []),
    ...(feed.consecutiveFailures > 0 ? ['failures'] : []),
    ...(feed.badCount > 0 ? ['bad-records'] : []),
  ];
  if (!feed.lastSuccessAt) return { state: 'never', reasons: ['never-pulled', ...reasons] };
  if (feed.isFrozen) return { state: 'fresh', reasons: ['frozen', ...reasons] };
  const age = (now.getTime() - feed.lastSuccessAt.getTime()) / MINUTE;
  // An hourly feed may miss some hours before it is late: people look in the morning.
  const allowed = Math.max(feed.cadenceMinutes * 1.5, feed.cadenceMinutes + 180);
  const silence = feed.dataAt ? (now.getTime() - feed.dataAt.getTime()) / MINUTE : 0;
  const isSilent = feed.silenceMinutes !== undefined && silence > feed.silenceMinutes;
  if (age > allowed) reasons.unshift('overdue');
  if (isSilent) reasons.unshift('publisher-silent');
  if (age > Math.max(feed.cadenceMinutes * 4, 24 * 60)) return { state: 'stale', reasons };
  if (feed.isHeld || feed.consecutiveFailures >= FAILURES_TELL_FROM) return { state: 'failing', reasons };
  if (isSilent && silence > (feed.silenceMinutes ?? 0) * 3) return { state: 'stale', reasons };
  return { state: age > allowed || isSilent ? 'late' : 'fresh', reasons };
}
