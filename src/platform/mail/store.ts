import { sql } from 'kysely';
import type { Db } from '../db/database.ts';

type Tables = { platform_mails: { idempotency_key: string; sent_at: Date } };

const DAY_MS = 86_400_000;

/** True when the key was free for a day. */
export async function claimKey(db: Db, key: string, now: Date): Promise<boolean> {
  const row = await sql`
    insert into platform_mails (idempotency_key, sent_at) values (${key}, ${now})
    on conflict (idempotency_key) do update set sent_at = excluded.sent_at
    where platform_mails.sent_at < ${new Date(now.getTime() - DAY_MS)}
    returning idempotency_key`.execute(db);
  return row.rows.length > 0;
}

export async function releaseKey(db: Db, key: string): Promise<void> {
  await db.withTables<Tables>().deleteFrom('platform_mails').where('idempotency_key', '=', key).execute();
}
