import { writeRegistries } from '../../tools/registry.mjs';
import { makeServerTemplate } from './database.ts';
import { findPostgres, startPostgres } from './postgres.ts';

/** Generated registries; with `VIGIE_TEST_DATABASE=server`, a PostgreSQL that every test file gets a database of. */
export default async function setup(): Promise<(() => Promise<void>) | undefined> {
  writeRegistries();
  if (process.env.VIGIE_TEST_DATABASE !== 'server') return undefined;
  const bin = findPostgres();
  if (!bin) throw new Error('VIGIE_TEST_DATABASE=server, but no PostgreSQL 15 or later was found');
  const server = await startPostgres(bin);
  await makeServerTemplate(server.url);
  process.env.VIGIE_TEST_SERVER_URL = server.url;
  return server.stop;
}
