import { readFileSync } from 'node:fs';
import { expect } from 'vitest';

type Gate = Record<string, Record<string, number>>;
const committed = JSON.parse(readFileSync(new URL('./gate.json', import.meta.url), 'utf8')) as Gate;

/** What was measured on one list: how many are right, and some of the wrong ones for the message. */
export class Tally {
  right = 0;
  of = 0;
  readonly #wrong: string[] = [];

  /** Counts one case; `describe` is called for the first wrong ones only. */
  count(isRight: boolean, describe: () => string): void {
    this.of++;
    if (isRight) this.right++;
    else if (this.#wrong.length < 10) this.#wrong.push(describe());
  }

  get share(): number {
    return this.of === 0 ? 0 : this.right / this.of;
  }

  toString(): string {
    return [`${this.right}/${this.of}`, ...this.#wrong].join('\n  ');
  }
}

/** Fails when the share of right answers is below the one committed in gate.json. */
export function expectGate(area: string, list: string, tally: Tally): void {
  const floor = committed[area]?.[list];
  expect(floor, `gate.json has no number for ${area}.${list}; measured ${tally.share}`).toBeDefined();
  expect(tally.of, `${area}.${list} measured nothing`).toBeGreaterThan(0);
  expect(tally.share, `${area}.${list}: ${tally}`).toBeGreaterThanOrEqual(floor ?? 1);
}
