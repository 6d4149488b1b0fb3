import type { Kysely } from 'kysely';

/** Each store declares its own tables: `db.withTables<EstateTables>()`. A transaction is a `Db` too. */
// biome-ignore lint/complexity/noBannedTypes: the empty schema is what `withTables` extends
export type Db = Kysely<{}>;

export interface Database {
  db: Db;
  kind: 'embedded' | 'server';
  /** Runs SQL text of several statements (migrations). */
  runScript(sql: string): Promise<void>;
  close(): Promise<void>;
}
