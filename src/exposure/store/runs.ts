import type { Db } from '../../platform/db/database.ts';
import type { Tables } from './tables.ts';

export interface Run {
  at: Date;
  scope: string;
  method: string;
  vulnerabilities: number;
  components: number;
  candidates: number;
  milliseconds: number;
  changed: number;
}

export async function insertRun(trx: Db, run: Run): Promise<void> {
  await trx.withTables<Tables>().insertInto('exposure_runs').values(run).execute();
}

export async function lastRun(db: Db, scope?: string): Promise<Run | undefined> {
  let q = db.withTables<Tables>().selectFrom('exposure_runs').selectAll();
  if (scope) q = q.where('scope', '=', scope);
  return q.orderBy('id', 'desc').limit(1).executeTakeFirst();
}

export { policyInForce as activePolicy } from './policies.ts';
