import type { Generated } from 'kysely';
import type { Db } from '../db/database.ts';

type Tables = {
  platform_events: { id: Generated<number>; name: string; payload: string; emitted_at: Date };
  platform_deliveries: {
    event_id: number;
    listener: string;
    attempts: Generated<number>;
    next_at: Date;
    last_error: string | null;
  };
};

/** Writes the event and what is owed to each listener. */
export async function insertEvent(
  trx: Db,
  event: { name: string; payload: unknown; at: Date; listeners: readonly string[] },
) {
  const q = trx.withTables<Tables>();
  const row = await q
    .insertInto('platform_events')
    .values({ name: event.name, payload: JSON.stringify(event.payload), emitted_at: event.at })
    .returning('id')
    .executeTakeFirstOrThrow();
  if (event.listeners.length === 0) return;
  await q
    .insertInto('platform_deliveries')
    .values(
      event.listeners.map((listener) => ({
        event_id: row.id,
        listener,
        next_at: event.at,
        last_error: null,
      })),
    )
    .execute();
}
