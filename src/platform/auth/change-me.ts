import type { z } from 'zod';
import type { Platform } from '../platform.ts';
import type { Actor } from './actor.ts';
import type { MeChange } from './contract.ts';
import { updateUser } from './store/users.ts';

/** One's own name, language, theme and digest. */
export async function changeMe(p: Platform, actor: Actor, change: z.output<typeof MeChange>): Promise<void> {
  const given = Object.fromEntries(Object.entries(change).filter(([, v]) => v !== undefined));
  if (Object.keys(given).length === 0) return;
  await p.db.transaction().execute(async (trx) => {
    await updateUser(trx, actor.userId ?? '', given);
    await p.journal.append(trx, {
      actor,
      action: 'platform.profile.changed',
      object: { kind: 'platform.user', id: actor.userId ?? '', label: actor.name },
      details: { changed: Object.keys(given) },
    });
  });
}
