import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import type { Platform } from '../platform.ts';
import { followSettings, readSettings, writeSettings } from '../settings/settings.ts';
import { systemActor } from './actor.ts';
import { checkPassword } from './check-password.ts';
import type { SetUp } from './contract.ts';
import { fail } from './errors.ts';
import { setUpCompleted } from './events.ts';
import { hashPassword } from './hash-password.ts';
import { hashSecret } from './one-time.ts';
import { type From, type OpenedSession, openSession } from './session.ts';
import { beginDemo } from './sign-in-demo.ts';
import { findLink, spendLink } from './store/credentials.ts';
import { anyUser, findUser, insertUser } from './store/users.ts';

/** The first set-up, with the link printed at start: the demonstration, or the organisation and its first admin. */
export async function setUp(p: Platform, from: From, input: z.output<typeof SetUp>): Promise<OpenedSession> {
  const hash = hashSecret(input.token);
  const now = p.clock.now();
  if ((await findLink(p.db, hash, now))?.kind !== 'set-up') throw fail('link-spent');
  let passwordHash: string | undefined;
  if (input.choice === 'own') {
    checkPassword(input.password, input);
    passwordHash = await hashPassword(input.password);
  }
  const session = await p.db.transaction().execute(async (trx) => {
    if ((await spendLink(trx, hash, now))?.kind !== 'set-up') throw fail('link-spent');
    if (await anyUser(trx)) throw fail('already-set-up');
    let id = 'demo-rssi';
    if (input.choice === 'demo') await beginDemo(p, trx);
    else {
      id = randomUUID();
      await insertUser(trx, {
        id,
        email: input.email,
        name: input.name,
        roles: ['ciso', 'admin'],
        state: 'active',
        locale: input.locale,
        created_at: now,
        password_hash: passwordHash ?? null,
      });
      const { organisation, timeZone, locale } = input;
      await writeSettings(p, trx, { ...(await readSettings(trx)), organisation, timeZone, locale });
      await p.journal.append(trx, {
        actor: systemActor,
        action: 'platform.setup.completed',
        object: { kind: 'platform.user', id, label: input.name },
        details: { organisation },
      });
      await p.events.emit(trx, setUpCompleted, { choice: 'own' });
    }
    const user = await findUser(trx, { id });
    if (!user) throw fail('user-unknown');
    return openSession(p, trx, user, from, { method: 'set-up' });
  });
  await followSettings(p);
  return session;
}
