import type { Db } from '../db/database.ts';
import type { Platform } from '../platform.ts';
import type { Role } from './actor.ts';
import { findUser, insertUser } from './store/users.ts';

/** The people of the demonstration; none has a password, all come in by a link that Vigie prints. */
export const DEMO_PERSONS: readonly { id: string; name: string; roles: readonly Role[] }[] = [
  { id: 'demo-rssi', name: 'Hina Raiarii', roles: ['ciso', 'admin'] },
  { id: 'demo-operateur', name: 'Teva Manutahi', roles: ['operator'] },
  { id: 'demo-dpo', name: 'Inès Daguerre', roles: ['dpo'] },
  { id: 'demo-responsable', name: 'Paul Kaleo', roles: ['service-owner'] },
  { id: 'demo-lecteur', name: 'Loïc Berthomieu', roles: ['reader'] },
];

export async function addDemoPersons(p: Platform, trx: Db): Promise<void> {
  for (const person of DEMO_PERSONS) {
    if (await findUser(trx, { id: person.id })) continue;
    await insertUser(trx, {
      ...person,
      email: `${person.id}@demo.invalid`,
      state: 'active',
      locale: p.config.locale,
      created_at: p.clock.now(),
      is_demo: true,
    });
  }
}
