import { describe, expect, it } from 'vitest';
import { assessStaleness, type Watched } from './staleness.ts';

const NOW = new Date('2026-11-24T08:00:00Z');
const hoursAgo = (hours: number) => new Date(NOW.getTime() - hours * 3_600_000);
const feed = (change: Partial<Watched> = {}): Watched => ({
  isEnabled: true,
  isFrozen: false,
  cadenceMinutes: 60,
  silenceMinutes: 7 * 24 * 60,
  lastSuccessAt: hoursAgo(1),
  dataAt: hoursAgo(2),
  consecutiveFailures: 0,
  isHeld: false,
  badCount: 0,
  ...change,
});

describe('a feed is believed', () => {
  it.each<[string, Partial<Watched>, string, string[]]>([
    ['while it is read in time', {}, 'fresh', []],
    ['less after some missed readings', { lastSuccessAt: hoursAgo(5) }, 'late', ['overdue']],
    ['not at all after a day', { lastSuccessAt: hoursAgo(30) }, 'stale', ['overdue']],
    ['less when its publisher falls silent', { dataAt: hoursAgo(8 * 24) }, 'late', ['publisher-silent']],
    ['not when the silence lasts', { dataAt: hoursAgo(30 * 24) }, 'stale', ['publisher-silent']],
    ['not before its first reading', { lastSuccessAt: null }, 'never', ['never-pulled']],
    ['not when readings keep failing', { consecutiveFailures: 3 }, 'failing', ['failures']],
    ['nor when somebody switched it off', { isEnabled: false }, 'disabled', ['switched-off']],
    [
      'as it was frozen, and says so',
      { isFrozen: true, lastSuccessAt: hoursAgo(9000), dataAt: hoursAgo(9999) },
      'fresh',
      ['frozen'],
    ],
    [
      'not as frozen when it was never read',
      { isFrozen: true, lastSuccessAt: null },
      'never',
      ['never-pulled'],
    ],
  ])('%s', (_, change, state, reasons) => {
    expect(assessStaleness(feed(change), NOW)).toEqual({ state, reasons });
  });
});
