import { existsSync, readFileSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { MAX_VERSION_LENGTH, type Scheme } from '@vigie/versions';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

interface Folder {
  /** `import.meta.url` of the scheme's test. */
  folder: string;
  /** What random versions are made of. */
  pieces: readonly string[];
}

const RUNS = 2_000;
const FUZZ_RUNS = 400;
const FUZZ_MILLISECONDS = 400;

function read(folder: string, name: string): string[] {
  const file = new URL(`./fixtures/${name}`, folder);
  return existsSync(file) ? readFileSync(file, 'utf8').split('\n').filter(Boolean) : [];
}

/** The sign of an order; -2 when a text is not a version. */
function order(scheme: Scheme, a: string, b: string): number {
  const [x, y] = [scheme.parse(a), scheme.parse(b)];
  return x === undefined || y === undefined ? -2 : Math.sign(scheme.compare(x, y));
}

/** What holds for every scheme: its fixtures, the laws of a total order, and calm before hostile text. */
export function describeScheme(scheme: Scheme, { folder, pieces }: Folder): void {
  const version = fc
    .array(fc.constantFrom(...pieces), { minLength: 1, maxLength: 7 })
    .map((found) => found.join(''))
    .filter((text) => scheme.parse(text) !== undefined);

  describe(`scheme ${scheme.id}`, () => {
    it('has the id of its folder', () => {
      expect(basename(dirname(fileURLToPath(folder)))).toBe(scheme.id);
      expect(readFileSync(new URL('./readme.md', folder), 'utf8')).toContain(`# ${scheme.id}`);
    });

    it('orders its list of versions, each pair both ways', () => {
      const groups = read(folder, 'order.txt').map((line) => line.split(' = '));
      expect(groups.length).toBeGreaterThan(1);
      for (const [i, group] of groups.entries())
        for (const [j, other] of groups.entries())
          for (const a of group)
            for (const b of other)
              expect(`${a} ${order(scheme, a, b)} ${b}`).toBe(`${a} ${Math.sign(i - j)} ${b}`);
    });

    it('refuses what is no version', () => {
      for (const text of [...read(folder, 'refused.txt'), '', 'unknown', 'n/a', '-', '*'])
        expect(`${text}: ${scheme.parse(text) === undefined}`).toBe(`${text}: true`);
      expect(scheme.parse('1'.repeat(MAX_VERSION_LENGTH + 1))).toBeUndefined();
    });

    it('is antisymmetric, and equal to itself', () => {
      fc.assert(
        fc.property(version, version, (a, b) => {
          expect(order(scheme, a, a)).toBe(0);
          expect(order(scheme, a, b) + order(scheme, b, a)).toBe(0);
        }),
        { numRuns: RUNS },
      );
    });

    it('is transitive', () => {
      fc.assert(
        fc.property(version, version, version, (a, b, c) => {
          const [first = '', second = '', third = ''] = [a, b, c].sort((x, y) => order(scheme, x, y));
          expect(order(scheme, first, second)).toBeLessThanOrEqual(0);
          expect(order(scheme, second, third)).toBeLessThanOrEqual(0);
          expect(order(scheme, first, third)).toBe(
            Math.min(order(scheme, first, second), order(scheme, second, third)),
          );
        }),
        { numRuns: RUNS },
      );
    });

    it('never throws and is never slow, whatever the text', () => {
      const known = read(folder, 'order.txt').flatMap((line) => line.split(' = '));
      const hostile = fc.oneof(
        fc.string({ maxLength: 80, unit: 'binary' }),
        fc.array(fc.constantFrom(...pieces, ...known), { maxLength: 20 }).map((found) => found.join('')),
        fc
          .constantFrom(...pieces)
          .map((piece) => piece.repeat(MAX_VERSION_LENGTH).slice(0, MAX_VERSION_LENGTH)),
      );
      fc.assert(
        fc.property(hostile, hostile, (a, b) => {
          const start = performance.now();
          expect([-2, -1, 0, 1]).toContain(order(scheme, a, b) + 0);
          expect(performance.now() - start).toBeLessThan(2_000);
        }),
        { numRuns: FUZZ_RUNS, interruptAfterTimeLimit: FUZZ_MILLISECONDS, markInterruptAsFailure: false },
      );
    });
  });
}
