import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import type { Database } from './database.ts';

// int8 as number: counts and ids stay far below 2^53.
pg.types.setTypeParser(pg.types.builtins.INT8, Number);

// The embedded engine has one session: messages of two connections may interleave between Parse and Bind, and a query
// outside an open transaction would wait for it for ever. One connection queues them; the time limit names a misuse.
const ONE_SESSION: pg.PoolConfig = { max: 1, connectionTimeoutMillis: 60_000 };

/** Opens a pool on a PostgreSQL reached by URL or by socket options; `kind` tells the caller which engine answers. */
export function openPool(
  options: pg.PoolConfig,
  kind: Database['kind'],
  onClose?: () => Promise<void>,
): Database {
  const pool = new pg.Pool(kind === 'embedded' ? { ...options, ...ONE_SESSION } : options);
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
