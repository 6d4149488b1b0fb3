import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nextDue } from './jobs/schedule.ts';
import { localDateTime, zonedInstant } from './zoned-time.ts';

describe('local time', () => {
  it.each([
    ['Pacific/Noumea', '2026-11-24T07:12:00', '2026-11-23T20:12:00Z'],
    ['Europe/Paris', '2026-07-01T09:00:00', '2026-07-01T07:00:00Z'],
    ['Europe/Paris', '2026-03-29T02:30:00', '2026-03-29T01:30:00Z'],
    ['Europe/Paris', '2026-10-25T02:30:00', '2026-10-25T00:30:00Z'],
    ['Pacific/Noumea', '2024-02-29T00:00:00', '2024-02-28T13:00:00Z'],
  ])('%s %s is %s', (zone, local, utc) => {
    const [y = 0, mo = 0, d = 0, h = 0, mi = 0, s = 0] = local.split(/\D/).map(Number);
    const at = zonedInstant({ year: y, month: mo, day: d, hour: h, minute: mi, second: s }, zone);
    expect(at.toISOString()).toBe(new Date(utc).toISOString());
  });

  it('goes there and back for any instant and zone', () => {
    const zones = fc.constantFrom(
      'Pacific/Noumea',
      'Europe/Paris',
      'America/Santiago',
      'Asia/Kolkata',
      'UTC',
    );
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4e9 }), zones, (seconds, zone) => {
        const at = new Date(seconds * 1000);
        const back = zonedInstant(localDateTime(at, zone), zone);
        expect(localDateTime(back, zone)).toEqual(localDateTime(at, zone));
      }),
    );
  });
});

describe('a daily schedule', () => {
  const daily = { job: 'x', input: {}, every: { dailyAt: '06:00' } } as const;
  it('is due once its local hour has passed', () => {
    const due = nextDue(daily, new Date('2026-11-23T19:30:00Z'), 'Pacific/Noumea');
    expect(due.toISOString()).toBe('2026-11-23T18:59:59.999Z');
  });
  it('before its hour refers to yesterday', () => {
    const due = nextDue(daily, new Date('2026-11-23T18:30:00Z'), 'Pacific/Noumea');
    expect(due.toISOString()).toBe('2026-11-22T18:59:59.999Z');
  });
});
