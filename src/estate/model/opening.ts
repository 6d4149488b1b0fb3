import { localDateTime, weekday, zonedInstant } from '../../platform/zoned-time.ts';

/** Opening on one day of the week: 0 = Sunday … 6 = Saturday; local times `HH:MM`. */
export interface OpeningHours {
  day: number;
  from: string;
  to: string;
}

const DAYS_AHEAD = 14;

/** When the service opens next, or `open` with its closing time; `null` when no hours are given. */
export function nextOpening(
  opening: readonly OpeningHours[],
  now: Date,
  timeZone: string,
): { state: 'open'; until: Date } | { state: 'closed'; at: Date } | null {
  if (opening.length === 0) return null;
  const today = localDateTime(now, timeZone);
  for (let ahead = 0; ahead < DAYS_AHEAD; ahead++) {
    const noon = localDateTime(
      zonedInstant({ ...today, day: today.day + ahead, hour: 12, minute: 0, second: 0 }, timeZone),
      timeZone,
    );
    const hours = opening.filter((o) => o.day === weekday(noon)).sort((a, b) => (a.from < b.from ? -1 : 1));
    for (const { from, to } of hours) {
      const start = at(noon, from, timeZone);
      const end = at(noon, to, timeZone);
      if (now < start) return { state: 'closed', at: start };
      if (now < end) return { state: 'open', until: end };
    }
  }
  return null;
}

function at(day: { year: number; month: number; day: number }, time: string, timeZone: string): Date {
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  return zonedInstant({ ...day, hour, minute, second: 0 }, timeZone);
}
