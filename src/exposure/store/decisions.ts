import { sql } from 'kysely';
import type { Db } from '../../platform/db/database.ts';
import type { ChangeRow, DecisionRow, Tables } from './tables.ts';

export async function insertDecisions(trx: Db, rows: readonly DecisionRow[]): Promise<void> {
  await trx
    .withTables<Tables>()
    .insertInto('exposure_decisions')
    .values(rows.map((r) => ({ ...r, snapshot: JSON.stringify(r.snapshot) })))
    .execute();
}

/** Ends the standing decisions of these findings, saying why. */
export async function endDecisions(
  trx: Db,
  findingIds: readonly string[],
  reason: string,
  now: Date,
): Promise<void> {
  if (findingIds.length === 0) return;
  await trx
    .withTables<Tables>()
    .updateTable('exposure_decisions')
    .set({ ended_at: now, end_reason: reason })
    .where('finding_id', 'in', findingIds)
    .where('ended_at', 'is', null)
    .execute();
}

/** Findings whose standing decision ran out. */
export async function listExpired(
  trx: Db,
  now: Date,
): Promise<{ finding_id: string; kind: DecisionRow['kind']; until: Date }[]> {
  const { rows } = await sql<{ finding_id: string; kind: DecisionRow['kind']; until: Date }>`
    select finding_id, kind, until from exposure_decisions where ended_at is null and until <= ${now} for update`.execute(
    trx,
  );
  return rows;
}

export async function listDecisions(db: Db, findingId: string): Promise<DecisionRow[]> {
  return (await db
    .withTables<Tables>()
    .selectFrom('exposure_decisions')
    .selectAll()
    .where('finding_id', '=', findingId)
    .orderBy('decided_at', 'desc')
    .execute()) as DecisionRow[];
}

/** Standing decisions that end within the time given, soonest first. */
export async function listEnding(db: Db, before: Date, limit: number) {
  const { rows } = await sql<
    DecisionRow & {
      vulnerability_id: string;
      product: string;
      asset_name: string;
      asset_id: string;
      title: string;
    }
  >`
    select d.*, f.vulnerability_id, f.product, f.asset_name, f.asset_id, f.title
    from exposure_decisions d join exposure_findings f on f.id = d.finding_id
    where d.ended_at is null and d.until < ${before} order by d.until limit ${limit}`.execute(db);
  return rows;
}

/** Adds lines to the stories of findings, a thousand at a time. */
export async function insertAllChanges(
  trx: Db,
  lines: readonly {
    findingId: string;
    at: Date;
    actorName: string;
    kind: string;
    before?: unknown;
    after?: unknown;
  }[],
): Promise<void> {
  for (let i = 0; i < lines.length; i += 1000) {
    const batch = lines.slice(i, i + 1000);
    await sql`
      insert into exposure_changes (finding_id, at, kind, before, after, actor_name)
      select "findingId", at, kind, before, after, "actorName"
      from jsonb_to_recordset(${JSON.stringify(batch)}::jsonb)
        as r("findingId" text, at timestamptz, kind text, before jsonb, after jsonb, "actorName" text)`.execute(
      trx,
    );
  }
}

export async function listChanges(db: Db, findingId: string): Promise<ChangeRow[]> {
  return db
    .withTables<Tables>()
    .selectFrom('exposure_changes')
    .selectAll()
    .where('finding_id', '=', findingId)
    .orderBy('id', 'desc')
    .limit(500)
    .execute();
}

export type RecentChange = ChangeRow & {
  vulnerability_id: string;
  title: string;
  product: string;
  version: string | null;
  asset_name: string;
  severity: string;
  verdict: string;
  service_count: number;
  user_count: number;
};

/** State changes after a line of the story, oldest first, with what a reader needs to understand each. */
export async function listChangesAfter(db: Db, after: number, limit: number): Promise<RecentChange[]> {
  const { rows } = await sql<RecentChange>`
    select c.*, f.vulnerability_id, f.title, f.product, f.version, f.asset_name, f.severity, f.verdict, f.service_count, f.user_count
    from exposure_changes c join exposure_findings f on f.id = c.finding_id
    where c.id > ${after} order by c.id limit ${limit}`.execute(db);
  return rows;
}

/** The latest state changes since an instant, grouped by vulnerability and kind, for the front page. */
export async function summariseChanges(db: Db, since: Date, limit: number) {
  const { rows } = await sql<{
    at: Date;
    kind: string;
    vulnerability_id: string;
    title: string;
    severity: string;
    findings: number;
    assets: number;
    services: number;
    after: unknown;
    actor_name: string;
    finding_id: string;
  }>`
    select max(c.at) as at, c.kind, f.vulnerability_id, max(f.title) as title, max(f.severity) as severity,
      count(distinct f.id) as findings, count(distinct f.asset_id) as assets, max(f.service_count) as services,
      (array_agg(c.after order by c.id desc))[1] as after, max(c.actor_name) as actor_name, min(f.id) as finding_id
    from exposure_changes c join exposure_findings f on f.id = c.finding_id
    where c.at > ${since} group by f.vulnerability_id, c.kind, date_trunc('hour', c.at)
    order by max(f.severity_rank) filter (where c.kind in ('kev', 'reopened')) desc nulls last, 1 desc limit ${limit}`.execute(
    db,
  );
  return rows;
}

export type Pace = 'daily' | 'weekly';

export async function lastDigest(db: Db, pace: Pace): Promise<{ up_to: number; sent_at: Date } | undefined> {
  return db
    .withTables<Tables>()
    .selectFrom('exposure_digests')
    .select(['up_to', 'sent_at'])
    .where('pace', '=', pace)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
}

export async function insertDigest(
  trx: Db,
  digest: { pace: Pace; sentAt: Date; upTo: number; recipients: number; refused: number; changes: number },
): Promise<void> {
  await trx
    .withTables<Tables>()
    .insertInto('exposure_digests')
    .values({
      pace: digest.pace,
      sent_at: digest.sentAt,
      up_to: digest.upTo,
      recipients: digest.recipients,
      refused: digest.refused,
      changes: digest.changes,
    })
    .execute();
}
