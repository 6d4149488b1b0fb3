import { expect, test } from 'vitest';
import {
  type Component,
  evaluate,
  type Matchable,
  matchableFromCve5,
  matchableFromNvd,
  matchableFromOsv,
  type PackageClaim,
  type Verdict,
} from '../src/index.ts';

/** Small records written from the facts of the published ones: only what a verdict depends on. */
export type Entry = Record<string, unknown>;
export const cve5 = (
  cna: Entry[],
  adp: Entry[] = [],
  more: { cpeApplicability?: unknown; state?: string } = {},
): Matchable =>
  JSON.parse(
    JSON.stringify(
      matchableFromCve5({
        dataType: 'CVE_RECORD',
        cveMetadata: { cveId: 'CVE-2024-0001', state: more.state ?? 'PUBLISHED' },
        containers: {
          cna: {
            affected: cna,
            ...(more.cpeApplicability ? { cpeApplicability: more.cpeApplicability } : {}),
          },
          adp: [{ title: 'CISA ADP Vulnrichment', affected: adp }],
        },
      }),
    ),
  );
export const affected = (version: string, bound: Entry = {}): Entry => ({
  status: 'affected',
  version,
  versionType: 'custom',
  ...bound,
});
export const unaffected = (version: string, bound: Entry = {}): Entry => ({
  ...affected(version, bound),
  status: 'unaffected',
});
export const match = (criteria: string, more: Entry = {}): Entry => ({ vulnerable: true, criteria, ...more });
export const nvd = (...configurations: unknown[]): Matchable =>
  JSON.parse(
    JSON.stringify(matchableFromNvd({ id: 'CVE-2020-0001', vulnStatus: 'Analyzed', configurations })),
  );
const osvWith = (more: Entry, ...affected: Entry[]): Matchable =>
  JSON.parse(
    JSON.stringify(
      matchableFromOsv({ id: 'GHSA-0000-0000-0000', aliases: ['CVE-2020-0001'], affected, ...more }),
    ),
  );
/** An OSV record of these `affected` entries; `osv.with` gives it more members. */
export const osv = Object.assign((...affected: Entry[]): Matchable => osvWith({}, ...affected), {
  with: osvWith,
});
export const or = (...cpeMatch: Entry[]): Entry => ({ nodes: [{ operator: 'OR', negate: false, cpeMatch }] });
export const and = (...nodes: Entry[][]): Entry => ({
  operator: 'AND',
  nodes: nodes.map((cpeMatch) => ({ operator: 'OR', negate: false, cpeMatch })),
});
export const cpe = (name: string): Component => ({
  ref: 'c',
  cpe: `cpe:2.3:${name}${':*'.repeat(Math.max(0, 11 - name.split(':').length))}`,
});
export const purl = (text: string): Component => ({ ref: 'c', purl: `pkg:${text}` });
export const named = (vendor: string, product: string, version?: string): Component => ({
  ref: 'c',
  vendor,
  product,
  ...(version === undefined ? {} : { version }),
});

/** One package of an ecosystem, affected until its fixes: `[introduced, fixed]` pairs. */
export const until = (ecosystem: string, name: string, ...fixes: (string | [string, string])[]): Entry => ({
  package: { ecosystem, name },
  ranges: fixes.map((fix) => ({
    type: 'ECOSYSTEM',
    events:
      typeof fix === 'string'
        ? [{ introduced: '0' }, { fixed: fix }]
        : [{ introduced: fix[0] }, { fixed: fix[1] }],
  })),
});
export const unfixed = (ecosystem: string, name: string): Entry => ({
  package: { ecosystem, name },
  ranges: [{ type: 'ECOSYSTEM', events: [{ introduced: '0' }] }],
});
export const claims = (...packages: Partial<PackageClaim>[]): Matchable => ({
  id: 'CVE-2020-0001',
  aliases: [],
  source: 'tracker',
  rejected: false,
  packages: packages.map((p) => ({ from: 'debian', eco: 'deb', ns: 'debian', name: 'p', ...p })),
});

export type Expected = 'A' | 'N' | '?' | 'none';
const LETTERS: Record<Verdict, Expected> = { affected: 'A', not_affected: 'N', unknown: '?' };
export function verdict(matchable: Matchable, component: Component, siblings: Component[] = []): Expected {
  const all = [component, ...siblings];
  const result = evaluate(matchable, component, all);
  for (const reason of result?.reasons ?? []) expect(reason.rule).toMatch(/^[a-z0-9]+\.[a-z-]+$/);
  return result ? LETTERS[result.verdict] : 'none';
}
export type Case = [
  what: string,
  record: Matchable,
  component: Component,
  expected: Expected,
  siblings?: Component[],
];
export const check = (cases: Case[]): void => {
  test.each(cases)('%s', (_, record, component, expected, siblings) => {
    expect(verdict(record, component, siblings)).toBe(expected);
  });
};
