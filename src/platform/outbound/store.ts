import { sql } from 'kysely';
import type { Db } from '../db/database.ts';

type Tables = {
  platform_outbound_usage: { purpose: string; month: string; bytes: number; requests: number };
};

/** `2026-11`, in UTC. */
export const monthOf = (at: Date): string => at.toISOString().slice(0, 7);

export async function addUsage(
  db: Db,
  usage: { purpose: string; month: string; bytes: number; requests: number },
): Promise<void> {
  await db
    .withTables<Tables>()
    .insertInto('platform_outbound_usage')
    .values(usage)
    .onConflict((oc) =>
      oc.columns(['purpose', 'month']).doUpdateSet({
        bytes: sql`platform_outbound_usage.bytes + excluded.bytes`,
        requests: sql`platform_outbound_usage.requests + excluded.requests`,
      }),
    )
    .execute();
}

/** Bytes received in a month, by purpose. */
export async function readUsage(db: Db, month: string): Promise<Map<string, number>> {
  const rows = await db
    .withTables<Tables>()
    .selectFrom('platform_outbound_usage')
    .select(['purpose', 'bytes'])
    .where('month', '=', month)
    .execute();
  return new Map(rows.map((r) => [r.purpose, Number(r.bytes)]));
}
