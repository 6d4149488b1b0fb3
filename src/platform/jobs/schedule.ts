import { localDateTime, zonedInstant } from '../zoned-time.ts';
import type { Schedule } from './define.ts';

/**
 * A schedule starts now if it last started at or before the instant given back: `minutes` ago, or the latest local
 * time of day already passed. A clock change neither skips nor doubles a day.
 */
export function nextDue(schedule: Schedule, now: Date, timeZone: string): Date {
  if ('minutes' in schedule.every) return new Date(now.getTime() - schedule.every.minutes * 60_000);
  const [hour = 0, minute = 0] = schedule.every.dailyAt.split(':').map(Number);
  const today = localDateTime(now, timeZone);
  const at = zonedInstant({ ...today, hour, minute, second: 0 }, timeZone);
  const latest =
    at <= now ? at : zonedInstant({ ...today, day: today.day - 1, hour, minute, second: 0 }, timeZone);
  return new Date(latest.getTime() - 1);
}
