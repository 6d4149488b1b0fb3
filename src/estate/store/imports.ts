import { sql } from 'kysely';
import type { Db } from '../../platform/db/database.ts';
import type { ImportOptions, ImportSummary } from '../contract.ts';

export interface ImportRow {
  id: string;
  file_name: string;
  file_sha256: string;
  file_size: number;
  format: string | null;
  options: ImportOptions;
  state: 'previewed' | 'applied' | 'failed' | 'abandoned';
  summary: ImportSummary;
  problem: { code: string; details: Record<string, unknown> } | null;
  actor_id: string;
  actor_name: string;
  created_at: Date;
  applied_at: Date | null;
}

export async function upsertImport(trx: Db, row: ImportRow): Promise<void> {
  await sql`
    insert into estate_imports (id, file_name, file_sha256, file_size, format, options, state, summary, problem, actor_id, actor_name, created_at, applied_at)
    values (${row.id}, ${row.file_name}, ${row.file_sha256}, ${row.file_size}, ${row.format}, ${JSON.stringify(row.options)}::jsonb, ${row.state},
      ${JSON.stringify(row.summary)}::jsonb, ${row.problem ? JSON.stringify(row.problem) : null}::jsonb, ${row.actor_id}, ${row.actor_name},
      ${row.created_at}, ${row.applied_at})
    on conflict (id) do update set format = excluded.format, options = excluded.options, state = excluded.state,
      summary = excluded.summary, problem = excluded.problem, applied_at = excluded.applied_at`.execute(trx);
}

export async function getImport(
  db: Db,
  id: string,
  options: { lock?: boolean } = {},
): Promise<ImportRow | undefined> {
  const { rows } =
    await sql<ImportRow>`select * from estate_imports where id = ${id} ${options.lock ? sql`for update` : sql``}`.execute(
      db,
    );
  return rows[0];
}

export async function listImports(
  db: Db,
  page: number,
  size: number,
): Promise<{ rows: ImportRow[]; total: number }> {
  const { rows } =
    await sql<ImportRow>`select * from estate_imports order by created_at desc, id limit ${size} offset ${(page - 1) * size}`.execute(
      db,
    );
  const total = await sql<{ n: number }>`select count(*) as n from estate_imports`.execute(db);
  return { rows, total: total.rows[0]?.n ?? 0 };
}
