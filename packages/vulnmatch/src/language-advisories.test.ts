import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readConstraint } from './constraints.ts';
import { fitsPackageRange } from './evaluate-claim.ts';
import {
  evaluate,
  MalformedRecordError,
  matchableFromFriendsOfPhp,
  matchableFromRubySec,
  matchableFromRustSec,
} from './index.ts';

const rust = (versions: string, more = '') =>
  `\`\`\`toml\n[advisory]\nid = "RUSTSEC-2024-0001"\npackage = "Hyper"\n${more}\n[versions]\n${versions}\n\`\`\`\n\n# Title\n`;

describe('constraints', () => {
  test.each([
    ['gem', '~> 2.2.8', { ge: '2.2.8', lt: '2.3.a' }],
    ['gem', '~> 2.2', { ge: '2.2', lt: '3.a' }],
    ['gem', '>= 1.0, < 1.4', { ge: '1.0', lt: '1.4' }],
    ['gem', '1.2.3', { ge: '1.2.3', le: '1.2.3' }],
    ['cargo', '^0.14.10', { ge: '0.14.10', lt: '0.15.0-0' }],
    ['cargo', '^1.2', { ge: '1.2', lt: '2.0.0-0' }],
    ['cargo', '~1.4', { ge: '1.4', lt: '1.5.0-0' }],
    ['cargo', '0.3.2', { ge: '0.3.2', lt: '0.4.0-0' }],
    ['cargo', '*', {}],
    ['cargo', '> 1.0, > 2.0', { gt: '2.0' }],
    ['composer', '>=2.0.0, <=2.1.0', { ge: '2.0.0', le: '2.1.0' }],
    ['gem', 'whatever', undefined],
    ['gem', '!= 1.0', undefined],
    ['gem', '', undefined],
  ] as const)('%s %s', (eco, words, expected) => {
    expect(readConstraint(words, eco)).toEqual(expected);
  });

  test('affected is exactly what no patched or unaffected constraint holds', () => {
    const version = fc.tuple(fc.nat(3), fc.nat(3), fc.nat(2)).map((parts) => parts.join('.'));
    const constraint = fc.oneof(
      fc.tuple(fc.constantFrom('>=', '>', '<', '<=', '~>', '='), version).map((pair) => pair.join(' ')),
      fc.tuple(version, version).map(([a, b]) => `>= ${a}, < ${b}`),
    );
    fc.assert(
      fc.property(
        fc.array(constraint, { maxLength: 4 }),
        fc.array(constraint, { maxLength: 2 }),
        version,
        (patched_versions, unaffected_versions, asked) => {
          const matchable = matchableFromRubySec({
            gem: 'g',
            cve: '2024-0001',
            patched_versions,
            unaffected_versions,
          });
          const verdict = evaluate(matchable, { ref: '', purl: `pkg:gem/g@${asked}` })?.verdict;
          const isSafe = [...patched_versions, ...unaffected_versions].some(
            (words) => fitsPackageRange(readConstraint(words, 'gem') ?? {}, asked, 'gem') === 'yes',
          );
          expect(verdict).toBe(isSafe ? 'not_affected' : 'affected');
        },
      ),
      { numRuns: 1500 },
    );
  });
});

describe('advisories', () => {
  test('RubySec: ids, gems and engines', () => {
    const advisory = matchableFromRubySec({
      gem: 'Rack',
      cve: '2024-0001',
      ghsa: 'aaaa-bbbb-cccc',
      patched_versions: ['>= 2'],
    });
    expect(advisory).toMatchObject({
      id: 'rubysec/Rack/CVE-2024-0001',
      aliases: ['CVE-2024-0001', 'GHSA-aaaa-bbbb-cccc'],
      packages: [{ from: 'rubysec', eco: 'gem', name: 'rack', ranges: [{ lt: '2' }] }],
    });
    expect(
      matchableFromRubySec({ engine: 'jruby', osvdb: 94644, patched_versions: ['>= 1.6.2'] }),
    ).toMatchObject({
      id: 'rubysec/jruby/OSVDB-94644',
      packages: [{ eco: 'generic', name: 'jruby' }],
    });
  });

  test('FriendsOfPHP: a range for each branch', () => {
    const advisory = matchableFromFriendsOfPhp({
      reference: 'composer://acme/app',
      cve: 'CVE-2024-0001',
      link: 'https://github.com/advisories/GHSA-aaaa-bbbb-cccc',
      branches: { '1.x': { versions: ['>=1.0', '<1.5'] }, '2.x': { versions: ['>=2.0', '<2.2'] } },
    });
    expect(advisory.aliases).toEqual(['CVE-2024-0001', 'GHSA-aaaa-bbbb-cccc']);
    expect(advisory.packages?.[0]?.ranges).toEqual([
      { ge: '1.0', lt: '1.5' },
      { ge: '2.0', lt: '2.2' },
    ]);
  });

  test('RustSec: front matter over several lines, withdrawn, no patch', () => {
    const several = matchableFromRustSec(
      rust('patched = [\n  "^0.14.10", # later\n  ">= 1.0.0",\n]\nunaffected = ["< 0.2"]'),
    );
    expect(several.packages?.[0]).toMatchObject({
      name: 'hyper',
      ranges: [
        { ge: '0.2', lt: '0.14.10' },
        { ge: '0.15.0-0', lt: '1.0.0' },
      ],
    });
    expect(matchableFromRustSec(rust('patched = []')).packages?.[0]?.ranges).toEqual([{}]);
    expect(matchableFromRustSec(rust('patched = []', 'withdrawn = "2024-01-01"')).rejected).toBe(true);
    expect(matchableFromRustSec(rust('patched = []', 'collection = "rust"')).packages).toBeUndefined();
  });

  test('everything safe: not affected, whatever the version', () => {
    const advisory = matchableFromRustSec(rust('patched = [">= 0"]\nunaffected = ["< 1"]'));
    expect(evaluate(advisory, { ref: '', purl: 'pkg:cargo/hyper@0.1.0' })?.verdict).toBe('not_affected');
  });

  test('hostile input is refused by name', () => {
    const readers = [
      matchableFromRubySec,
      matchableFromFriendsOfPhp,
      (v: unknown) => matchableFromRustSec(typeof v === 'string' ? v : ''),
    ];
    const like = fc.record(
      {
        gem: fc.oneof(fc.constant('g'), fc.jsonValue()),
        patched_versions: fc.oneof(fc.array(fc.string()), fc.jsonValue()),
        reference: fc.oneof(fc.constant('composer://a/b'), fc.jsonValue()),
        branches: fc.oneof(
          fc.dictionary(fc.string(), fc.record({ versions: fc.jsonValue() })),
          fc.jsonValue(),
        ),
      },
      { requiredKeys: [] },
    );
    const text = fc.string().map((s) => rust(s, s));
    fc.assert(
      fc.property(fc.oneof(like, text, fc.jsonValue()), (value) => {
        for (const read of readers) {
          try {
            read(value);
          } catch (error) {
            expect(error).toBeInstanceOf(MalformedRecordError);
          }
        }
      }),
      { numRuns: 1000 },
    );
  });
});
