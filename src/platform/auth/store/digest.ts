import type { Db } from '../../db/database.ts';
import type { AuthTables } from './tables.ts';

export interface DigestRecipient {
  email: string;
  name: string;
  locale: 'fr' | 'en';
  digest: 'daily' | 'weekly';
}

/** Active people who asked for the digest by mail; demonstration persons have no mailbox. */
export async function digestRecipients(db: Db): Promise<DigestRecipient[]> {
  const rows = await db
    .withTables<AuthTables>()
    .selectFrom('platform_users')
    .select(['email', 'name', 'locale', 'digest'])
    .where('state', '=', 'active')
    .where('is_demo', '=', false)
    .where('digest', '!=', 'never')
    .orderBy('email')
    .execute();
  return rows as DigestRecipient[];
}
