import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ComponentItem } from '../../src/estate/inventories/inventory.ts';
import { documentOf, readAllItems } from '../kit/inventory.ts';
import { corpus, readMembers } from './corpora.ts';
import { expectGate, Tally } from './gate.ts';

interface Expected {
  kind: 'CycloneDX' | 'SPDX' | 'other';
  spec?: string | null;
  schema_valid?: boolean;
  components?: number;
  components_nested?: number;
  purls?: number;
  packages?: number;
}
interface Outcome {
  expected: Expected;
  components: ComponentItem[];
  warnings: number;
  refused?: { code?: string; details?: { file?: string; place?: string; reason?: string } };
}

const archive = corpus('sbom/sboms.tar.gz');
const index = corpus('sbom/expected-index.json');
/** Some schema checks run in threads of their own. */
const SIDE_BY_SIDE = 4;

/**
 * Where we count otherwise than the index, on purpose. It counts purls on the first level only, and no parts of the
 * subject (`metadata.component.components`); a component with an empty name is a warning, not a component.
 */
const COUNTED_OTHERWISE: Readonly<Record<string, { components: number; purls: number }>> = {
  'CycloneDX_bom-examples/SBOM/juice-shop/via_npm/bare/bom.1.2.json': { components: 1115, purls: 1115 },
  'CycloneDX_bom-examples/SBOM/juice-shop/via_npm/bare/bom.1.3.json': { components: 1115, purls: 1115 },
  'CycloneDX_bom-examples/SBOM/juice-shop/via_npm/bare/bom.1.4.json': { components: 1115, purls: 1115 },
  'DependencyTrack_dependency-track/apiserver/src/test/resources/unit/bom-metadata-components.json': {
    components: 185,
    purls: 185,
  },
  'interlynk-io_sbomqs/testdata/bsi/cdx/missingComponentName.cdx16.json': { components: 0, purls: 0 },
};

/** Samples whose XML and JSON were not written alike: other names, purls or numbers of components. */
const WRITTEN_APART =
  /\/valid-(?:bom|component-ref|component-external-with-version|cryptography-implementation|dependency|license-(?:choice|id|name))\b/;

async function outcomeOf(name: string, expected: Expected, bytes: Buffer): Promise<Outcome> {
  try {
    const { items, components } = await readAllItems(documentOf(name, bytes));
    return { expected, components, warnings: items.filter((i) => i.kind === 'warning').length };
  } catch (refused) {
    return { expected, components: [], warnings: 0, refused: refused as NonNullable<Outcome['refused']> };
  }
}

describe.skipIf(!archive || !index)('SBOMs of others', () => {
  const outcomes = new Map<string, Outcome>();

  beforeAll(async () => {
    const members = readMembers(archive ?? '');
    const work = Object.entries(JSON.parse(readFileSync(index ?? '', 'utf8')) as Record<string, Expected>);
    const next = work.values();
    const reader = async () => {
      for (const [name, expected] of next) {
        const bytes = members.get(name);
        if (!bytes) throw new Error(`the archive has no ${name}`);
        outcomes.set(name, await outcomeOf(name, expected, bytes));
      }
    };
    await Promise.all(Array.from({ length: SIDE_BY_SIDE }, reader));
  }, 600_000);

  afterAll(() => {
    const counts = new Map<string, number>();
    for (const { expected, refused } of outcomes.values()) {
      const label =
        expected.schema_valid === undefined ? 'not labelled' : expected.schema_valid ? 'valid' : 'invalid';
      const key = `${expected.kind}, ${label}: ${refused ? 'refused' : 'imported'}`;
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
    console.info(
      [...counts]
        .sort()
        .map(([key, count]) => `${count} ${key}`)
        .join('\n'),
    );
  });

  const measure = (
    pick: (expected: Expected, name: string) => boolean,
    isRight: (outcome: Outcome, name: string) => boolean,
  ): Tally => {
    const tally = new Tally();
    for (const [name, outcome] of outcomes)
      if (pick(outcome.expected, name))
        tally.count(
          isRight(outcome, name),
          () =>
            `${name}: ${outcome.refused?.code ?? outcome.components.length} ${JSON.stringify(outcome.refused?.details ?? {})}`,
        );
    return tally;
  };

  it('imports what the specification calls valid', () => {
    expectGate(
      'sbom',
      'valid-imported',
      measure(
        (e) => e.schema_valid === true,
        (o) => !o.refused,
      ),
    );
  });

  it('refuses what the specification calls invalid', () => {
    expectGate(
      'sbom',
      'invalid-refused',
      measure(
        (e) => e.schema_valid === false,
        (o) => o.refused?.code === 'estate.inventory-refused',
      ),
    );
  });

  it('says of every refusal which document, where and why', () => {
    const tally = new Tally();
    for (const [name, { refused }] of outcomes)
      if (refused)
        tally.count(
          /^estate\.inventory-/.test(refused.code ?? '') &&
            refused.details?.file === name &&
            Boolean(refused.details.place && refused.details.reason),
          () => `${name}: ${refused.code} ${JSON.stringify(refused.details)} ${refused}`,
        );
    expectGate('sbom', 'refusals-named', tally);
  });

  it('finds as many components and purls as there are', () => {
    expectGate(
      'sbom',
      'counts',
      measure(
        (e, name) => (e.components_nested ?? e.packages) !== undefined && !outcomes.get(name)?.refused,
        ({ expected, components }, name) => {
          const special = COUNTED_OTHERWISE[name];
          const purls = components.filter((c) => c.purl !== undefined).length;
          return (
            components.length === (special?.components ?? expected.components_nested ?? expected.packages) &&
            (expected.purls === undefined || purls === (special?.purls ?? expected.purls))
          );
        },
      ),
    );
  });

  it('reads the same from the XML and the JSON of one sample', () => {
    const tally = new Tally();
    const facts = (o: Outcome) =>
      o.components.map((c) => [c.name, c.version ?? '', c.purl ?? '', c.type ?? ''].join(' ')).sort();
    for (const [name, json] of outcomes) {
      const xml = outcomes.get(name.replace(/\.json$/, '.xml'));
      if (!/\/valid-[^/]*\.json$/.test(name) || WRITTEN_APART.test(name) || !xml) continue;
      const [a, b] = [facts(json), facts(xml)];
      tally.count(a.join('\n') === b.join('\n'), () => `${name}: ${a} | ${b}`);
    }
    expectGate('sbom', 'xml-as-json', tally);
  });

  it.each([
    ['CycloneDX', 'unlabelled-cyclonedx'],
    ['SPDX', 'unlabelled-spdx'],
  ])('goes on reading what it read of %s documents without a label', (kind, list) => {
    expectGate(
      'sbom',
      list,
      measure(
        (e) => e.kind === kind && e.schema_valid === undefined,
        (o) => !o.refused,
      ),
    );
  });

  it('takes no JSON that is not an inventory for one', () => {
    const tally = measure(
      (e, name) => e.kind === 'other' && name.endsWith('.json'),
      (o) => o.refused?.code === 'estate.inventory-form-unknown',
    );
    expect(tally.right, String(tally)).toBe(tally.of);
  });
});
