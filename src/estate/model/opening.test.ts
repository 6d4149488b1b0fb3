import { expect, test } from 'vitest';
import { nextOpening } from './opening.ts';

const office = [1, 2, 3, 4, 5].map((day) => ({ day, from: '07:30', to: '15:30' }));
const NOUMEA = 'Pacific/Noumea';

// Monday 23 November 2026 is 11 hours ahead of UTC there.
test.each([
  ['in the morning before the counter opens', '2026-11-22T20:00:00Z', 'closed 2026-11-22T20:30:00.000Z'],
  ['at the minute it opens', '2026-11-22T20:30:00Z', 'open 2026-11-23T04:30:00.000Z'],
  ['at the minute it closes: tomorrow', '2026-11-23T04:30:00Z', 'closed 2026-11-23T20:30:00.000Z'],
  ['on Friday evening: Monday', '2026-11-27T08:00:00Z', 'closed 2026-11-29T20:30:00.000Z'],
])('%s', (_, now, expected) => {
  const next = nextOpening(office, new Date(now), NOUMEA);
  expect(`${next?.state} ${(next && 'at' in next ? next.at : next?.until)?.toISOString()}`).toBe(expected);
});

test('no hours given say nothing', () => expect(nextOpening([], new Date(), NOUMEA)).toBeNull());

test('a break at noon is a closing, in whatever order the hours were typed', () => {
  const hours = [
    { day: 1, from: '13:00', to: '16:00' },
    { day: 1, from: '07:30', to: '11:30' },
  ];
  expect(nextOpening(hours, new Date('2026-11-23T01:00:00Z'), NOUMEA)).toEqual({
    state: 'closed',
    at: new Date('2026-11-23T02:00:00Z'),
  });
});
