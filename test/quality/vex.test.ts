import { applyVex, type Component, type MatchResult, sarifFrom, statementsFromVex } from '@vigie/vulnmatch';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import { describe, expect, it } from 'vitest';
import { corpus, readArchive } from './corpora.ts';
import { expectGate, Tally } from './gate.ts';

const grype = corpus('match-labels/grype-testdata-json.tar.gz');
const oasis = corpus('csaf/oasis-csaf_2.0-validator-tests.tar.gz');

const affected: MatchResult = {
  verdict: 'affected',
  conflict: false,
  reasons: [{ source: 'nvd', rule: 'cpe.range', vote: 'affected' }],
};

/** The image and the package of grype's demonstration documents. */
const image: Component = {
  ref: 'image',
  asset: 'a',
  purl: 'pkg:oci/alpine@sha256%3A124c7d2707904eea7431fffe91522a01e5a861a624ee31d03372cc1d138a3126',
};
const crypto: Component = {
  ref: 'libcrypto3',
  asset: 'a',
  purl: 'pkg:apk/alpine/libcrypto3@3.0.8-r3?arch=x86_64&upstream=openssl&distro=alpine-3.17.3',
};

describe.skipIf(!grype)('VEX documents of another project', () => {
  const files = grype === undefined ? new Map<string, string>() : readArchive(grype);
  const find = (end: string): unknown =>
    JSON.parse([...files].find(([name]) => name.endsWith(end))?.[1] ?? 'null');

  it.each([
    ['openvex-demo2.json', 'CVE-2023-1255', crypto, 'not_affected'],
    ['openvex-demo2.json', 'CVE-2023-3446', crypto, 'not_affected'],
    ['openvex-demo2.json', 'CVE-2023-9999', crypto, 'affected'],
    ['openvex-image-no-subcomponents.json', 'CVE-2023-1255', crypto, 'not_affected'],
    ['openvex-package-product.json', 'CVE-2023-1255', crypto, 'not_affected'],
    [
      'openvex-package-product.json',
      'CVE-2023-1255',
      { ...crypto, purl: 'pkg:apk/alpine/libcrypto3@3.0.8-r4' },
      'affected',
    ],
    ['csaf-demo1.json', 'CVE-2023-1255', crypto, 'not_affected'],
  ] as const)('%s, %s', (file, vulnerability, component, verdict) => {
    const statements = statementsFromVex(find(`vex-docs/${file}`));
    const siblings = [image, component];
    expect(applyVex(affected, component, statements, { vulnerability, siblings }).verdict).toBe(verdict);
  });

  it('a SARIF log is valid by the published schema', () => {
    const {
      $id: _id,
      id: _old,
      $schema: _schema,
      ...schema
    } = find('sarif-schema-2.1.0.json') as Record<string, unknown>;
    const ajv = new Ajv({ strict: false, allErrors: true });
    addFormats.default(ajv);
    const validate = ajv.compile(schema);
    const line = (verdict: MatchResult['verdict'], rule = 'osv.range') => ({
      component: { asset: 'a', ref: 'r', purl: crypto.purl ?? null, cpe: null, name: null, version: null },
      vulnerability: 'CVE-2023-1255',
      aliases: [],
      verdict,
      conflict: verdict === 'unknown',
      reasons: [{ source: 'x', rule, vote: verdict, quote: 'not_affected: component_not_present (2024)' }],
      decision: null,
    });
    const log = sarifFrom(
      [line('affected'), line('unknown'), line('not_affected'), line('not_affected', 'vex.csaf')],
      {
        tool: { name: 'Vigie', version: '1.0.0', uri: 'https://vigie.example' },
        inventory: 'dossier/état des lieux.json',
      },
    );
    expect(validate(log), JSON.stringify(validate.errors)).toBe(true);
  });
});

describe.skipIf(!oasis)('the VEX examples of CSAF', () => {
  /** What each example says of its one product: its name tells. */
  const STATED: Readonly<Record<string, string>> = {
    na: 'not_affected',
    a: 'affected',
    f: 'fixed',
    ui: 'under_investigation',
  };

  it('say what their names say', () => {
    const tally = new Tally();
    for (const [name, text] of readArchive(oasis ?? '')) {
      const stated = /csaf_vex\/2022-evd-uc-\d\d-(na|a|f|ui)-/.exec(name)?.[1];
      if (stated === undefined) continue;
      const found = statementsFromVex(JSON.parse(text)).map((s) => s.status);
      tally.count(found.length > 0 && found.every((s) => s === STATED[stated]), () => `${name}: ${found}`);
    }
    expectGate('vex', 'oasis-examples', tally);
  });
});
