import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type Component,
  createIndex,
  createMatcher,
  evaluate,
  MalformedRecordError,
  type Matchable,
  matchableFromNvd,
  matchableFromOsv,
} from './index.ts';

describe('claims and components', () => {
  const name = fc.constantFrom(
    'p',
    'lib-p',
    'kernel',
    'stdlib',
    'a/p',
    'github.com/a/p',
    'github.com/a/p/v2',
  );
  const claim = fc.record(
    {
      from: fc.constantFrom('x', 'y'),
      eco: fc.constantFrom('deb', 'rpm', 'npm', 'golang', 'linux', 'github', 'bitnami'),
      ns: fc.constantFrom('debian', 'redhat', 'almalinux'),
      name,
      bin: fc.array(name, { maxLength: 2 }),
      release: fc.constantFrom('12', '9', '9.2'),
      ranges: fc.array(
        fc.record(
          { lt: fc.constantFrom('1.0-1', '1:2.0', '2.0-1.module_el9.2.0+1+a') },
          { requiredKeys: [] },
        ),
        { maxLength: 2 },
      ),
      versions: fc.array(fc.constantFrom('1.0', '2.0'), { maxLength: 2 }),
      s: fc.constantFrom('a' as const, 'n' as const, 'u' as const),
      tracker: fc.constant(true as const),
    },
    { requiredKeys: ['from', 'eco', 'name'] },
  );
  const purl = fc.constantFrom(
    'pkg:deb/debian/lib-p@1.0-1?distro=debian-12&upstream=p',
    'pkg:deb/debian/p@0.9-1~bpo12%2B1?distro=bookworm',
    'pkg:rpm/redhat/p@1.0-1.el9_2?distro=rhel-9.2',
    'pkg:rpm/almalinux/lib-p@1.0-1.module_el9.2.0%2B1%2Ba?upstream=p-1.0-1.src.rpm',
    'pkg:npm/a/p@1.0',
    'pkg:golang/std@1.0',
    'pkg:golang/github.com/a/p/v2@v2.0.0',
    'pkg:github/a/p@1.0',
    'pkg:bitnami/p@1.0.0-1',
    'pkg:npm/p',
  );
  const component = fc.oneof(
    purl.map((text): Component => ({ ref: text, asset: 'h', purl: text })),
    fc.constant<Component>({ ref: 'k', asset: 'h', cpe: 'cpe:2.3:o:linux:linux_kernel:6.1:*:*:*:*:*:*:*' }),
    fc.constant<Component>({ ref: 'n', asset: 'h', name: 'linux' }),
  );
  test('the index finds all that the loop over everything finds', () => {
    fc.assert(
      fc.property(
        fc.array(claim, { maxLength: 20 }),
        fc.array(component, { maxLength: 5 }),
        (packages, inventory) => {
          const matchable: Matchable = { id: 'X-1', aliases: [], source: 'x', rejected: false, packages };
          const naive = inventory.flatMap((c, at) => {
            const result = evaluate(matchable, c, inventory);
            return result ? [[at, result]] : [];
          });
          expect([...createIndex(inventory).evaluate(matchable)]).toEqual(naive);
          expect([...createMatcher([matchable]).match(inventory)].map((m) => m.result)).toEqual(
            naive.map(([, r]) => r),
          );
        },
      ),
      { numRuns: 3000 },
    );
  });
});

describe('hostile input', () => {
  const json = fc.jsonValue({ maxDepth: 4 });
  const osvLike = fc.record(
    {
      id: fc.oneof(fc.constant('GHSA-0000-0000-0000'), json),
      aliases: fc.oneof(fc.array(fc.string(), { maxLength: 3 }), json),
      withdrawn: fc.option(json),
      affected: fc.oneof(
        fc.array(
          fc.record(
            {
              package: fc.oneof(
                fc.record({
                  ecosystem: fc.constantFrom('npm', 'Debian:12', 'GIT', 'Nobody:1'),
                  name: fc.constantFrom('p', '', 'a:b'),
                }),
                json,
              ),
              ranges: fc.oneof(
                fc.array(
                  fc.record({
                    type: fc.constantFrom('GIT', 'SEMVER', 'ECOSYSTEM'),
                    repo: json,
                    events: fc.oneof(
                      fc.array(
                        fc.dictionary(
                          fc.constantFrom('introduced', 'fixed', 'last_affected', 'limit'),
                          fc.oneof(fc.constantFrom('0', '1.0', '2.0-rc.1', '*'), json),
                        ),
                        { maxLength: 4 },
                      ),
                      json,
                    ),
                  }),
                  { maxLength: 3 },
                ),
                json,
              ),
              versions: fc.oneof(fc.array(fc.string(), { maxLength: 3 }), json),
              ecosystem_specific: json,
            },
            { requiredKeys: [] },
          ),
          { maxLength: 3 },
        ),
        json,
      ),
    },
    { requiredKeys: ['id'] },
  );
  const nvdLike = fc.record(
    {
      id: fc.oneof(fc.constant('CVE-2024-0001'), json),
      vulnStatus: fc.oneof(fc.constantFrom('Deferred', 'Analyzed', 'REJECTED'), json),
      cveTags: json,
      configurations: fc.oneof(
        fc.array(
          fc.record(
            {
              operator: fc.constantFrom('AND', 'OR', 'XOR'),
              negate: fc.oneof(fc.boolean(), json),
              nodes: fc.oneof(
                fc.array(
                  fc.record(
                    {
                      operator: fc.constantFrom('AND', 'OR'),
                      negate: fc.boolean(),
                      cpeMatch: fc.oneof(
                        fc.array(
                          fc.record(
                            {
                              vulnerable: fc.boolean(),
                              criteria: fc.constantFrom(
                                'cpe:2.3:a:acme:app:*:*:*:*:*:*:*:*',
                                'cpe:2.3:o:linux:linux_kernel:-:*:*:*:*:*:*:*',
                                'nonsense',
                                'cpe:2.3:a:*:*:*:*:*:*:*:*:*:*',
                              ),
                              versionEndExcluding: fc.oneof(fc.constantFrom('2.0', ''), json),
                            },
                            { requiredKeys: [] },
                          ),
                          { maxLength: 3 },
                        ),
                        json,
                      ),
                    },
                    { requiredKeys: [] },
                  ),
                  { maxLength: 3 },
                ),
                json,
              ),
            },
            { requiredKeys: [] },
          ),
          { maxLength: 3 },
        ),
        json,
      ),
    },
    { requiredKeys: ['id'] },
  );
  const asked: Component[] = [
    { ref: '1', purl: 'pkg:npm/p@1.0' },
    { ref: '2', purl: 'pkg:deb/debian/p@1.0-1?distro=debian-12' },
    { ref: '3', cpe: 'cpe:2.3:a:acme:app:1.0:*:*:*:*:*:*:*' },
    { ref: '4', purl: 'pkg:npm/p' },
  ];

  test.each([
    ['OSV', osvLike, matchableFromOsv],
    ['NVD', nvdLike, matchableFromNvd],
  ] as const)(
    '%s: read or refused by name, never a crash; the index and the loop agree',
    (_, arbitrary, read) => {
      fc.assert(
        fc.property(arbitrary as fc.Arbitrary<unknown>, (value) => {
          let matchable: ReturnType<typeof matchableFromOsv>;
          try {
            matchable = read(value);
          } catch (error) {
            expect(error).toBeInstanceOf(MalformedRecordError);
            return;
          }
          expect(JSON.parse(JSON.stringify(matchable))).toEqual(matchable);
          const naive = asked.flatMap((c) => {
            const result = evaluate(matchable, c);
            return result ? [[c.ref, result]] : [];
          });
          expect(
            [...createMatcher([matchable]).match(asked)].map((m) => [m.component.ref, m.result]),
          ).toEqual(naive);
          expect([...createIndex(asked).evaluate(matchable)].map(([at, r]) => [asked[at]?.ref, r])).toEqual(
            naive,
          );
        }),
        { numRuns: 1500 },
      );
    },
  );

  test('a deferred record keeps its names, and what it is tagged', () => {
    const matchable = matchableFromNvd({
      id: 'CVE-2024-0001',
      vulnStatus: 'Deferred',
      cveTags: [{ sourceIdentifier: 'a@b', tags: ['disputed', 'disputed'] }],
      configurations: [
        {
          nodes: [
            {
              operator: 'OR',
              cpeMatch: [{ vulnerable: true, criteria: 'cpe:2.3:a:acme:app:1.0:*:*:*:*:*:*:*' }],
            },
          ],
        },
      ],
    });
    expect(matchable).toMatchObject({ state: 'Deferred', tags: ['disputed'], rejected: false });
    expect(evaluate(matchable, asked[2] as Component)?.verdict).toBe('affected');
    expect(matchableFromNvd({ id: 'CVE-2024-0001', vulnStatus: 'REJECTED' }).rejected).toBe(true);
  });
});
