// Commits numbers one by one on a data folder and notes each acknowledged one outside the database.
// node --import tsx test/durability/writer.ts <data folder> <acknowledgements file> [verify]
import { closeSync, existsSync, openSync, readFileSync, writeSync } from 'node:fs';
import { sql } from 'kysely';
import { openSession, placeOf } from '../../src/platform/db/session.ts';

const [dataDir = '', ackFile = '', mode] = process.argv.slice(2);
const { database, close } = await openSession(placeOf(dataDir), 'durability');
const { db } = database;
await sql`create table if not exists public.acked (id bigint primary key, text text not null)`.execute(db);

// The last line may be cut: its commit was acknowledged to nobody.
const noted = existsSync(ackFile) ? readFileSync(ackFile, 'utf8').split('\n').slice(0, -1).map(Number) : [];
const { rows } = await sql<{ id: number }>`select id from public.acked`.execute(db);
const present = new Set(rows.map((r) => Number(r.id)));
const lost = noted.filter((id) => !present.has(id));
// Read through the index and through the table: both must tell the same.
const counted = await sql<{ n: number }>`select count(*) as n from public.acked where id > 0`.execute(db);
const isCoherent = Number(counted.rows[0]?.n) === present.size;
process.stdout.write(`${JSON.stringify({ noted: noted.length, present: present.size, lost, isCoherent })}\n`);

if (mode === 'verify') {
  await close();
  process.exit(lost.length === 0 && isCoherent ? 0 : 1);
}

const acks = openSync(ackFile, 'as');
process.on('exit', () => closeSync(acks));
let id = Math.max(0, ...present, ...noted);
for (;;) {
  id++;
  await sql`insert into public.acked (id, text) values (${id}, ${'x'.repeat(id % 400)})`.execute(db);
  writeSync(acks, `${id}\n`);
  // Other kinds of writing in between: rewritten rows, freed pages, checkpoints.
  if (id % 97 === 0) await sql`update public.acked set text = text || 'y' where id > ${id - 50}`.execute(db);
  if (id % 499 === 0) await sql`vacuum public.acked`.execute(db);
  if (id % 797 === 0) await sql`checkpoint`.execute(db);
}
