import { afterAll, beforeAll, expect, it } from 'vitest';
import { type TestPlatform, testPlatform } from '../../../test/kit/platform.ts';
import { systemActor } from '../auth/actor.ts';

let p: TestPlatform;
beforeAll(async () => {
  p = await testPlatform();
});
afterAll(() => p.close());

it('numbers entries without a gap', async () => {
  await p.db.transaction().execute(async (trx) => {
    await p.journal.append(trx, {
      actor: systemActor,
      action: 'platform.test.done',
      details: { b: 1, a: [2] },
    });
    await p.journal.append(trx, { actor: systemActor, action: 'platform.test.done' });
  });
  expect(p.db).toBeDefined();
});
