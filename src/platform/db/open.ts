import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import type { Database } from './database.ts';

// int8 as number: counts and ids stay far below 2^53.
pg.types.setTypeParser(pg.types.builtins.INT8, Number);

// The embedded engine has one session: a query outside an open transaction waits for its end, for ever if the transaction
// waits for the query. One connection queues them, and the time limit turns that misuse into an error.
const ONE_SESSION: pg.PoolConfig = { max: 1, connectionTimeoutMillis: 60_000 };

/**
 * No statement of ours is meant to take this long. A real server cancels it; the embedded engine cannot stop a statement, so
 * there the caller gets an error, the connection is dropped, and the engine finishes (and rolls back) behind it.
 */
const STATEMENT_LIMIT_MS = 5 * 60_000;

/** Opens a pool on a PostgreSQL reached by URL or by socket options; `kind` tells the caller which engine answers. */
export function openPool(
  options: pg.PoolConfig,
  kind: Database['kind'],
  onClose?: () => Promise<void>,
): Database {
  const limits: pg.PoolConfig = {
    query_timeout: STATEMENT_LIMIT_MS + 5_000,
    ...(kind === 'embedded' ? ONE_SESSION : { statement_timeout: STATEMENT_LIMIT_MS }),
  };
  const pool = new pg.Pool({ ...options, ...limits });
  // An idle connection that breaks is replaced by the pool; without a listener it would end the process.
  pool.on('error', () => {});
  const db = new Kysely<Record<never, never>>({ dialect: new PostgresDialect({ pool }) });
  return {
    db,
    kind,
    runScript: async (sql) => {
      await pool.query(sql);
    },
    close: async () => {
      await db.destroy();
      await onClose?.();
    },
  };
}
