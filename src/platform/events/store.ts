import { type Generated, sql } from 'kysely';
import type { Db } from '../db/database.ts';

type Tables = {
  platform_events: { id: Generated<number>; name: string; payload: unknown; emitted_at: Date };
  platform_deliveries: {
    event_id: number;
    listener: string;
    attempts: Generated<number>;
    next_at: Date;
    last_error: string | null;
    is_parked: Generated<boolean>;
  };
};

/** Writes the event and what is owed to each listener. */
export async function insertEvent(
  trx: Db,
  event: { name: string; payload: unknown; at: Date; listeners: readonly string[] },
): Promise<void> {
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

export interface Delivery {
  eventId: number;
  name: string;
  payload: unknown;
  attempts: number;
}

/** Leases the oldest delivery of a listener, if it is due; a later one never passes before it. */
export async function leaseNext(
  db: Db,
  listener: string,
  now: Date,
  leaseUntil: Date,
): Promise<Delivery | undefined> {
  return db.transaction().execute(async (trx) => {
    const q = trx.withTables<Tables>();
    const head = await q
      .selectFrom('platform_deliveries as d')
      .innerJoin('platform_events as e', 'e.id', 'd.event_id')
      .select(['d.event_id', 'd.attempts', 'd.next_at', 'e.name', 'e.payload'])
      .where('d.listener', '=', listener)
      .where('d.is_parked', '=', false)
      .orderBy('d.event_id')
      .limit(1)
      .forUpdate('d')
      .skipLocked()
      .executeTakeFirst();
    if (!head || head.next_at > now) return undefined;
    await q
      .updateTable('platform_deliveries')
      .set({ next_at: leaseUntil, attempts: head.attempts + 1 })
      .where('listener', '=', listener)
      .where('event_id', '=', head.event_id)
      .execute();
    return { eventId: head.event_id, name: head.name, payload: head.payload, attempts: head.attempts + 1 };
  });
}

export async function deleteDelivery(db: Db, listener: string, eventId: number): Promise<void> {
  await db
    .withTables<Tables>()
    .deleteFrom('platform_deliveries')
    .where('listener', '=', listener)
    .where('event_id', '=', eventId)
    .execute();
}

export async function postponeDelivery(
  db: Db,
  at: { listener: string; eventId: number },
  outcome: { nextAt: Date; error: string; isParked: boolean },
): Promise<void> {
  await db
    .withTables<Tables>()
    .updateTable('platform_deliveries')
    .set({ next_at: outcome.nextAt, last_error: outcome.error.slice(0, 2000), is_parked: outcome.isParked })
    .where('listener', '=', at.listener)
    .where('event_id', '=', at.eventId)
    .execute();
}

/** What waits and what was parked, for the doctor and the blind spots. */
export async function backlog(db: Db): Promise<{ waiting: number; parked: number }> {
  return db
    .withTables<Tables>()
    .selectFrom('platform_deliveries')
    .select([
      sql<number>`count(*) filter (where not is_parked)`.as('waiting'),
      sql<number>`count(*) filter (where is_parked)`.as('parked'),
    ])
    .executeTakeFirstOrThrow();
}

/** Deliveries given up after every try, newest first. */
export async function listParked(
  db: Db,
  page: { limit: number; offset: number },
): Promise<{
  rows: {
    event_id: number;
    listener: string;
    name: string;
    emitted_at: Date;
    attempts: number;
    last_error: string | null;
  }[];
  total: number;
}> {
  const rows = await db
    .withTables<Tables>()
    .selectFrom('platform_deliveries as d')
    .innerJoin('platform_events as e', 'e.id', 'd.event_id')
    .select(['d.event_id', 'd.listener', 'e.name', 'e.emitted_at', 'd.attempts', 'd.last_error'])
    .where('d.is_parked', '=', true)
    .orderBy('d.event_id', 'desc')
    .orderBy('d.listener')
    .limit(page.limit)
    .offset(page.offset)
    .execute();
  return { rows, total: Number((await backlog(db)).parked) };
}

/** Frees leases of a process that died: called once at start when this process is alone on the database. */
export async function releaseLeases(db: Db, now: Date): Promise<void> {
  await db
    .withTables<Tables>()
    .updateTable('platform_deliveries')
    .set({ next_at: now })
    .where('is_parked', '=', false)
    .where('attempts', '>', 0)
    .execute();
}

/** Forgets events that everyone has heard and that are older than `before`. */
export async function deleteHeardEvents(db: Db, before: Date): Promise<void> {
  const q = db.withTables<Tables>();
  await q
    .deleteFrom('platform_events')
    .where('emitted_at', '<', before)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('platform_deliveries')
            .select('event_id')
            .whereRef('event_id', '=', 'platform_events.id'),
        ),
      ),
    )
    .execute();
}

/** When the oldest waiting delivery of a listener is due. */
export async function peek(db: Db, listener: string): Promise<Date | undefined> {
  const row = await db
    .withTables<Tables>()
    .selectFrom('platform_deliveries')
    .select('next_at')
    .where('listener', '=', listener)
    .where('is_parked', '=', false)
    .orderBy('event_id')
    .limit(1)
    .executeTakeFirst();
  return row?.next_at;
}
