import { describe, expect, test } from 'vitest';
import { diffComponents, type Existing, factsOf, type Incoming, identityOf } from './diff.ts';

const component = (text: string, more: Partial<Incoming> = {}): Incoming => {
  const [name = '', version] = text.split('@');
  return {
    ref: text,
    name,
    version: version ?? null,
    purl: `pkg:npm/${text}`,
    cpe: null,
    vendor: null,
    product: null,
    type: null,
    platforms: [],
    ...more,
  };
};
/** What would be stored after the components were applied. */
const stored = (...items: Incoming[]): Existing[] =>
  diffComponents([], items).added.map((c, i) => ({
    id: `c${i}`,
    identity: c.identity,
    name: c.name,
    version: c.version,
    isAbsent: false,
    facts: factsOf(c),
  }));
const counts = (existing: Existing[], ...items: Incoming[]) => {
  const d = diffComponents(existing, items);
  return `+${d.added.length} ~${d.changed.length} =${d.unchanged.length} -${d.absent.length}`;
};

describe('comparing a document with what its source said before', () => {
  const before = () => stored(component('a@1'), component('b@1'), component('b@2'));
  test.each([
    ['the same document changes nothing', ['a@1', 'b@1', 'b@2'], '+0 ~0 =3 -0'],
    ['nor does another order', ['b@2', 'b@1', 'a@1'], '+0 ~0 =3 -0'],
    ['nor a component named twice', ['a@1', 'a@1', 'b@1', 'b@2'], '+0 ~0 =3 -0'],
    ['a new version is a change, not an addition', ['a@2', 'b@1', 'b@2'], '+0 ~1 =2 -0'],
    ['one of two versions gone is an absence', ['a@1', 'b@2'], '+0 ~0 =2 -1'],
    ['one of two versions raised keeps the other', ['a@1', 'b@2', 'b@3'], '+0 ~1 =2 -0'],
    ['a third version is an addition', ['a@1', 'b@1', 'b@2', 'b@3'], '+1 ~0 =3 -0'],
    ['an unknown version is a version', ['a', 'b@1', 'b@2'], '+0 ~1 =2 -0'],
    ['an empty document makes all absent', [], '+0 ~0 =0 -3'],
  ])('%s', (_, items, expected) =>
    expect(counts(before(), ...items.map((i) => component(i)))).toBe(expected),
  );

  test('a CPE that was not there before is written', () => {
    const cpe = 'cpe:2.3:a:x:a:1:*:*:*:*:*:*:*';
    expect(counts(stored(component('a@1')), component('a@1', { cpe }))).toBe('+0 ~1 =0 -0');
  });

  test('what was absent and comes back is a change of the same row; what stays absent is not said again', () => {
    const absent = stored(component('a@1'), component('b@1')).map((e) => ({ ...e, isAbsent: true }));
    const diff = diffComponents(absent, [component('a@1')]);
    expect(diff.changed.map((c) => c.id)).toEqual(['c0']);
    expect(diff.absent).toEqual([]);
  });

  test('100,000 components twice take no more than a walk', () => {
    const items = Array.from({ length: 100_000 }, (_, i) => component(`p${i}@1`));
    const start = performance.now();
    expect(counts(stored(...items), ...items)).toBe('+0 ~0 =100000 -0');
    // Quadratic would be minutes.
    expect(performance.now() - start).toBeLessThan(20_000);
  });
});

describe('what a component is, whatever its version', () => {
  test.each([
    [{ purl: 'pkg:deb/debian/curl@7.88.1-10?arch=amd64' }, 'pkg:deb/debian/curl?arch=amd64'],
    [{ purl: 'pkg:npm/%40babel/core@7.0.0' }, 'pkg:npm/%40babel/core'],
    [
      { purl: null, cpe: 'cpe:2.3:a:Apache:http_server:2.4.57:*:*:*:*:*:*:*' },
      'cpe:2.3:a:apache:http_server:*:*:*:*:*:*:*:*',
    ],
    [{ purl: null, vendor: 'Zoho', product: 'ServiceDesk' }, 'name:zoho:servicedesk'],
    [{ purl: null, name: 'Outil Maison' }, 'name::outil maison'],
  ])('%j', (given, expected) => expect(identityOf(component('x@1', given))).toBe(expected));
});
