import { describe, expect, test } from 'vitest';
import { type Component, type MatchResult, statementsFromVex } from '../index.ts';
import { applyVex } from './apply-vex.ts';
import { type MatchLine, statedInVex } from './match-line.ts';
import { cycloneDxVexFrom } from './write-cyclonedx.ts';
import { openVexFrom } from './write-openvex.ts';
import { sarifFrom } from './write-sarif.ts';

type Entry = Record<string, unknown>;
const affected: MatchResult = {
  verdict: 'affected',
  conflict: false,
  reasons: [{ source: 'ghsa', rule: 'osv.range', range: '< 2', vote: 'affected' }],
};
const lib: Component = { ref: 'lib', asset: 'app', purl: 'pkg:npm/%40acme/lib@1.0.0' };
const about = { vulnerability: 'CVE-2024-0001' };

const openVex = (...statements: Entry[]): unknown => ({
  '@context': 'https://openvex.dev/ns/v0.2.0',
  '@id': 'https://acme.example/vex/1',
  author: 'Acme',
  timestamp: '2024-05-01T00:00:00Z',
  version: 1,
  statements,
});
const statement = (more: Entry = {}): Entry => ({
  vulnerability: { name: 'CVE-2024-0001' },
  products: [{ '@id': 'pkg:npm/%40acme/lib@1.0.0' }],
  status: 'not_affected',
  justification: 'component_not_present',
  ...more,
});
const line = (more: Partial<MatchLine> = {}): MatchLine => ({
  component: { asset: 'app', ref: 'lib', purl: lib.purl ?? null, cpe: null, name: 'lib', version: '1.0.0' },
  vulnerability: 'CVE-2024-0001',
  aliases: ['GHSA-2222-3333-4444'],
  verdict: 'affected',
  conflict: false,
  reasons: [
    { source: 'ghsa', rule: 'osv.range', range: '< 2', compared: '1.0.0', scheme: 'npm', vote: 'affected' },
  ],
  decision: { outcome: 'fix within 14 days', deadlineDays: 14 },
  ...more,
});
const head = {
  id: 'urn:uuid:3e671687-395b-41f5-a30f-a58921a69b79',
  timestamp: '2024-06-01T00:00:00Z',
  author: 'DTSI',
  tool: { name: 'Vigie', version: '1' },
};

describe('writing', () => {
  test('lines with one status and one text are one statement of several products', () => {
    const other = line({ component: { ...line().component, purl: 'pkg:npm/%40acme/lib@1.0.0?x=y' } });
    const { statements } = openVexFrom([line(), line(), other], head) as {
      statements: { products: unknown[] }[];
    };
    expect(statements).toHaveLength(1);
    expect(statements[0]?.products).toHaveLength(2);
  });

  test('what is not affected says why, by a justification or in words, never both', () => {
    const told = line({
      verdict: 'not_affected',
      reasons: [{ source: 'ghsa', rule: 'osv.range', range: '< 2', compared: '2.1', vote: 'not_affected' }],
    });
    const [result] = applyVexLine(statement());
    const { statements } = openVexFrom(
      [told, line({ verdict: 'not_affected', reasons: result ?? [] })],
      head,
    ) as { statements: Entry[] };
    expect(statements[0]).toMatchObject({
      status: 'not_affected',
      impact_statement: 'ghsa (osv.range): version 2.1 against "< 2"',
    });
    expect(statements[1]).toMatchObject({ status: 'not_affected', justification: 'component_not_present' });
    expect(statements.every((s) => 'justification' in s !== 'impact_statement' in s)).toBe(true);
  });

  test('a fix stated in VEX stays a fix', () => {
    const [reasons] = applyVexLine(statement({ status: 'fixed', justification: undefined }));
    const fixed = line({ verdict: 'not_affected', reasons: reasons ?? [] });
    expect(statedInVex(fixed)?.status).toBe('fixed');
    expect(openVexFrom([fixed], head)).toMatchObject({ statements: [{ status: 'fixed' }] });
    expect(cycloneDxVexFrom([fixed], head)).toMatchObject({
      vulnerabilities: [{ analysis: { state: 'resolved' } }],
    });
  });

  test('no line, no statement: the documents stay well formed', () => {
    expect(openVexFrom([], head)).toMatchObject({ statements: [] });
    expect(cycloneDxVexFrom([], head)).toMatchObject({ components: [], vulnerabilities: [] });
    expect(sarifFrom([], head)).toMatchObject({ runs: [{ results: [] }] });
  });

  test('components with an unreadable package URL or CPE are written by their name', () => {
    const odd = line({
      component: { asset: null, ref: 'x', purl: 'not a purl', cpe: 'cpe:?', name: null, version: null },
    });
    const [component] = (cycloneDxVexFrom([odd], head) as { components: Entry[] }).components;
    expect(component).toEqual({
      type: 'application',
      'bom-ref': 'component-1',
      name: 'x',
      properties: [{ name: 'vigie:ref', value: 'x' }],
    });
  });
});

function applyVexLine(...said: Entry[]): MatchLine['reasons'][] {
  return [applyVex(affected, lib, statementsFromVex(openVex(...said)), about).reasons];
}
