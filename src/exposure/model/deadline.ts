import { localDateTime, zonedInstant } from '../../platform/zoned-time.ts';

const END_OF_OFFICE = { hour: 17, minute: 0, second: 0 };

/**
 * When the work must be done: the days of the policy counted from the local day on which the outcome was first
 * reached, at 17:00 local time. `null` when the policy sets no term.
 */
export function deadlineOf(since: Date, days: number | null, timeZone: string): Date | null {
  if (days === null) return null;
  const start = localDateTime(since, timeZone);
  return zonedInstant({ ...start, ...END_OF_OFFICE, day: start.day + days }, timeZone);
}

/** The end of a local day written `YYYY-MM-DD`. */
export function endOfDay(date: string, timeZone: string): Date {
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number);
  return zonedInstant({ year, month, day, hour: 23, minute: 59, second: 59 }, timeZone);
}
