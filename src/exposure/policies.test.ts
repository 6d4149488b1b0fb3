import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestApp, testApp } from '../../test/kit/app.ts';
import type { PolicyDocument, PolicyTable } from './contract.ts';
import { exposure } from './domain.ts';
import { loadPolicy } from './policies.ts';
import { policyInForce } from './store/policies.ts';

let t: TestApp;
beforeAll(async () => {
  t = await testApp({ domains: [exposure] });
});
afterAll(() => t.close());

const BASE = '/api/exposure/policies';

async function copy(change: (document: PolicyDocument) => void = () => {}): Promise<PolicyDocument> {
  const answer = await t.as('reader')({ url: `${BASE}/cisa-bod-26-04/document` });
  expect(answer.statusCode).toBe(200);
  expect(answer.headers['content-disposition']).toContain('cisa-bod-26-04');
  const document = { ...answer.json<PolicyDocument>(), id: 'locale' };
  change(document);
  return document;
}

async function save(document: unknown, after = 0, who: 'ciso' | 'operator' = 'ciso') {
  const payload = { document, after, note: 'Délais de la direction', copiedFrom: 'cisa-bod-26-04' };
  return t.as(who)({ method: 'POST', url: BASE, payload });
}

describe('a decision table written here', () => {
  it('is copied, changed, saved by versions that never change, and put in force', async () => {
    const first = await copy((d) => {
      const term = d.outcomes.find((o) => o.id === '14-days');
      if (term) term.deadlineDays = 10;
    });
    expect((await save(first)).json()).toEqual({ id: 'locale', version: 1 });
    const second = structuredClone(first);
    second.outcomes = second.outcomes.map((o) => (o.id === '14-days' ? { ...o, deadlineDays: 7 } : o));
    expect((await save(second, 1)).json()).toEqual({ id: 'locale', version: 2 });
    const days = async (version: number) =>
      (await t.as('reader')({ url: `${BASE}/locale?version=${version}` }))
        .json<PolicyTable>()
        .outcomes.find((o) => o.id === '14-days')?.deadlineDays;
    expect([await days(1), await days(2)]).toEqual([10, 7]);

    expect((await t.as('ciso')({ method: 'POST', url: `${BASE}/locale/choose?version=1` })).statusCode).toBe(
      200,
    );
    const policy = loadPolicy(await policyInForce(t.p.db));
    expect([policy.id, policy.version]).toEqual(['locale', '1']);
    const tables = (await t.as('reader')({ url: BASE })).json<PolicyTable[]>();
    expect(tables.filter((table) => table.isLocal).map((table) => table.id)).toEqual(['locale']);
    expect(
      tables.find((table) => table.id === 'locale')?.versions.map((v) => [v.version, v.isActive]),
    ).toEqual([
      [2, false],
      [1, true],
    ]);
    const journal = await t.p.db
      .withTables<{ platform_journal: { action: string; seq: number } }>()
      .selectFrom('platform_journal')
      .select('action')
      .where('action', 'like', 'exposure.policy.%')
      .orderBy('seq')
      .execute();
    expect(journal.map((row) => row.action)).toEqual([
      'exposure.policy.saved',
      'exposure.policy.saved',
      'exposure.policy.chosen',
    ]);
  });

  it('refuses a version saved over another, and a version that does not exist', async () => {
    const refused = await save(await copy(), 1);
    expect([refused.statusCode, refused.json().code]).toEqual([409, 'exposure.policy-changed']);
    const unknown = await t.as('ciso')({ method: 'POST', url: `${BASE}/locale/choose?version=9` });
    expect(unknown.statusCode).toBe(404);
  });

  it('is written by those allowed only', async () => {
    expect((await save(await copy(), 2, 'operator')).statusCode).toBe(403);
  });

  it.each<[string, (d: PolicyDocument) => void, string, string]>([
    ['a hole', (d) => d.rows.shift(), 'policy-missing', 'no, no, no, partial'],
    ['a double', (d) => d.rows.push(d.rows[2] ?? []), 'policy-twice', 'rows[16]'],
    ['a value not declared', (d) => d.rows[3]?.splice(0, 1, 'maybe'), 'policy-value', 'rows[3]'],
    ['an outcome not declared', (d) => d.rows[3]?.splice(4, 1, 'never'), 'policy-outcome', 'rows[3]'],
    ['a short row', (d) => d.rows[3]?.pop(), 'policy-cells', 'rows[3]'],
    [
      'a deadline that is text',
      (d) => Object.assign(d.outcomes[1] ?? {}, { deadlineDays: '3' }),
      'policy-schema',
      'outcomes[1].deadlineDays',
    ],
    [
      'an input nobody fills',
      (d) => Object.assign(d.inputs[0] ?? {}, { name: 'weather' }),
      'policy-input',
      'inputs[0]',
    ],
    [
      'the id of a shipped table',
      (d) => Object.assign(d, { id: 'cisa-bod-26-04' }),
      'policy-shipped',
      'cisa-bod-26-04',
    ],
    ['an outcome twice', (d) => d.outcomes.push(...d.outcomes.slice(0, 1)), 'policy-name', 'outcomes[5]'],
  ])('with %s is refused, the place named', async (_, change, code, place) => {
    const answer = await save(await copy(change), 2);
    expect([answer.statusCode, answer.json().code]).toEqual([422, `exposure.${code}`]);
    expect(answer.body).toContain(place);
  });

  it.each([[null], ['text'], [[]], [{ rows: 'x' }]])('%j is refused without harm', async (document) => {
    expect((await save(document)).statusCode).toBe(422);
  });
});
