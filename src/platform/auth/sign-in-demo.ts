import type { Platform } from '../platform.ts';
import { followSettings, readSettings, writeSettings } from '../settings/settings.ts';
import { systemActor } from './actor.ts';
import { addDemoPersons, DEMO_PERSONS } from './demo-persons.ts';
import { fail } from './errors.ts';
import { setUpCompleted } from './events.ts';
import { hashSecret, newSecret } from './one-time.ts';
import { deleteLinks, replaceLink } from './store/credentials.ts';
import { anyUser } from './store/users.ts';

const HOUR_MS = 3_600_000;

/**
 * Makes the demonstration where nothing was set up yet, and gives a one-time secret that signs in as one of its people.
 * Refuses on an organisation's own Vigie: nobody gets in there without a password.
 */
export async function signInDemo(p: Platform, personId = 'demo-rssi'): Promise<string> {
  const secret = newSecret();
  await p.db.transaction().execute(async (trx) => {
    const settings = await readSettings(trx);
    if (!settings.demo) {
      if (await anyUser(trx)) throw fail('already-set-up');
      await beginDemo(p, trx);
    }
    if (!DEMO_PERSONS.some((d) => d.id === personId)) throw fail('user-unknown');
    await replaceLink(trx, {
      hash: hashSecret(secret),
      kind: 'demo',
      user_id: personId,
      expires_at: new Date(p.clock.now().getTime() + HOUR_MS),
    });
  });
  await followSettings(p);
  return secret;
}

/** People, organisation and the word to the rooms, in the caller's transaction. */
export async function beginDemo(p: Platform, trx: Platform['db']): Promise<void> {
  await addDemoPersons(p, trx);
  await deleteLinks(trx, { kind: 'set-up' });
  await writeSettings(p, trx, {
    ...(await readSettings(trx)),
    organisation: 'Gouvernement des îles Tavéa',
    timeZone: 'Pacific/Noumea',
    demo: true,
  });
  await p.journal.append(trx, { actor: systemActor, action: 'platform.demo.started' });
  await p.events.emit(trx, setUpCompleted, { choice: 'demo' });
}
