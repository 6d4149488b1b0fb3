import { describe, expect, it } from 'vitest';
import { formatIn } from './format.ts';

const fr = formatIn('fr', 'Pacific/Noumea');
const en = formatIn('en', 'Pacific/Noumea');
const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, ' ');
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

describe('French as a civil servant writes it, English in its own way', () => {
  it('separates thousands by a narrow no-break space', () => {
    expect(fr.number(41200)).toBe('41\u202f200');
    expect(en.number(41200)).toBe('41,200');
    expect(fr.number(9.94, 1)).toBe('9,9');
  });
  it('ties the percent sign and the unit to the figure', () => {
    expect(fr.percent(0.78)).toBe('78\u00a0%');
    expect(en.percent(0.78)).toBe('78%');
    expect(fr.bytes(1_240_000)).toBe('1,2\u00a0Mo');
    expect(en.bytes(512)).toBe('512\u00a0bytes');
    expect(fr.bytes(0)).toBe('0\u00a0octets');
  });
  it.each([
    ['2026-11-30T06:00:00Z', 'lun. 30 nov., 17 h', 'Mon 30 Nov, 17:00'],
    ['2026-11-23T20:12:00Z', 'mar. 24 nov., 7 h 12', 'Tue 24 Nov, 07:12'],
  ])('says %s in the organisation’s zone', (when, french, english) => {
    expect(plain(fr.dateTime(when))).toBe(french);
    expect(plain(en.dateTime(when))).toBe(english);
  });
  it('writes the first day of a month as an ordinal', () => {
    expect(plain(fr.day('2031-02-01T00:00:00Z'))).toBe('1er févr. 2031');
    expect(plain(fr.day('2031-02-11T00:00:00Z'))).toBe('11 févr. 2031');
  });
  it.each([
    [2 * DAY + 9 * HOUR, '2 j 9 h', '2 d 9 h'],
    [3 * DAY, '3 j', '3 d'],
    [14 * DAY + 5 * HOUR, '14 j', '14 d'],
    [9 * HOUR + 8 * MINUTE, '9 h 08', '9 h 08'],
    [12 * MINUTE, '12 min', '12 min'],
    [4_000, '4 s', '4 s'],
    [-9 * HOUR, '9 h', '9 h'],
  ])('says a duration of %i ms', (ms, french, english) => {
    expect(plain(fr.duration(ms))).toBe(french);
    expect(plain(en.duration(ms))).toBe(english);
  });
  it('counts days by the local calendar, not by 24 hours', () => {
    const now = Date.parse('2026-11-24T13:30:00Z');
    expect(fr.relativeDay('2026-11-24T12:30:00Z', now)).toBe('hier');
    expect(plain(fr.recent('2026-11-24T12:30:00Z', now))).toBe('hier, 23 h 30');
    expect(fr.relativeDay('2026-11-25T12:00:00Z', now)).toBe('aujourd’hui');
    expect(plain(fr.relativeDay('2026-11-12T12:00:00Z', now))).toBe('il y a 13 j');
    expect(plain(en.relativeDay('2026-11-28T12:00:00Z', now))).toBe('in 3 d');
  });
});
