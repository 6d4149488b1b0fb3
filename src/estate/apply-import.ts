import { randomUUID } from 'node:crypto';
import type { Actor } from '../platform/auth/actor.ts';
import type { Db } from '../platform/db/database.ts';
import type { Platform } from '../platform/platform.ts';
import { fail } from './errors.ts';
import { componentsChanged, graphChanged } from './events.ts';
import { comparePlan, type ImportPlan, type PlannedAsset, readDocument } from './plan-import.ts';
import { markAbsent, touchComponents, upsertComponents } from './store/components.ts';
import { getImport, type ImportRow, upsertImport } from './store/imports.ts';
import { insertObject } from './store/nouns.ts';

/** Components written in one transaction: a fraction of a second, after which the screens have their turn. */
const PIECE = 500;

/**
 * Applies a previewed import. The document is read, and refused, before anything is written; it is compared with what is stored
 * now, so that applying twice, or after another import, changes only what is left to change. What is no longer in the document
 * is marked absent. A large import is written by pieces, each with its event: cut in the middle it stays to be applied, and
 * applying it again does the rest.
 */
export async function applyImport(p: Platform, actor: Actor, id: string): Promise<ImportRow> {
  const asked = await applicable(p.db, id);
  const document = {
    name: asked.file_name,
    size: asked.file_size,
    open: () => p.files.open(asked.file_sha256),
  };
  const read = await readDocument(document, asked.options);
  const plan = await comparePlan(p.db, read, asked.options);
  if (plan.summary.needsAsset) throw fail('asset-needed', { details: { file: asked.file_name } });
  const pieces = piecesOf(plan);
  const last = pieces.pop() ?? [];
  const created = new Map<PlannedAsset, string>();
  let before = 0;
  for (const piece of pieces)
    before += await p.db.transaction().execute(async (trx) => {
      await applicable(trx, id);
      return write(p, trx, { plan, piece, importId: id, created });
    });
  return p.db.transaction().execute(async (trx) => {
    const row = await applicable(trx, id);
    const touched = await write(p, trx, { plan, piece: last, importId: id, created });
    // Applied before and nothing left to do: say so, and leave the history of the first time alone.
    if (row.state === 'applied' && before + touched === 0) return { ...row, summary: plan.summary };
    return finish(p, trx, actor, { row, plan });
  });
}

/** The import, locked when in a transaction. */
async function applicable(db: Db, id: string): Promise<ImportRow> {
  const row = await getImport(db, id, { lock: db.isTransaction });
  if (!row) throw fail('import-unknown', { details: { id } });
  if (row.state === 'failed' || row.state === 'abandoned')
    throw fail('import-not-previewed', { details: { state: row.state } });
  return row;
}

async function finish(
  p: Platform,
  trx: Db,
  actor: Actor,
  { row, plan }: { row: ImportRow; plan: ImportPlan },
): Promise<ImportRow> {
  const done: ImportRow = {
    ...row,
    state: 'applied',
    summary: plan.summary,
    format: plan.format,
    applied_at: p.clock.now(),
  };
  await upsertImport(trx, done);
  const { added, changed, unchanged, absent } = plan.summary;
  await p.journal.append(trx, {
    actor,
    action: 'estate.import.applied',
    object: { kind: 'estate.import', id: row.id, label: row.file_name },
    details: { sha256: row.file_sha256, added, changed, unchanged, absent, assets: plan.assets.length },
  });
  if (plan.assets.some((a) => a.id === null)) await p.events.emit(trx, graphChanged, {});
  p.live.publish('estate.components');
  p.live.publish('estate.imports');
  return done;
}

/** Some of the work on one asset. */
interface Share {
  asset: PlannedAsset;
  diff: PlannedAsset['diff'];
}

/** Cuts the plan into pieces of bounded size: several small assets together, or a part of a large one. */
function piecesOf(plan: ImportPlan): Share[][] {
  const pieces: Share[][] = [];
  let piece: Share[] = [];
  let room = PIECE;
  for (const asset of plan.assets) {
    const { added, changed, unchanged, absent } = asset.diff;
    const longest = Math.max(added.length, changed.length, unchanged.length, absent.length);
    for (let i = 0; i === 0 || i < longest; i += PIECE) {
      const part = <T>(all: readonly T[]): T[] => all.slice(i, i + PIECE);
      const diff = {
        added: part(added),
        changed: part(changed),
        unchanged: part(unchanged),
        absent: part(absent),
      };
      const size = diff.added.length + diff.changed.length + diff.unchanged.length + diff.absent.length;
      if (size > room && piece.length > 0) {
        pieces.push(piece);
        piece = [];
        room = PIECE;
      }
      piece.push({ asset, diff });
      room -= size;
    }
  }
  return [...pieces, piece];
}

interface Writing {
  plan: ImportPlan;
  piece: readonly Share[];
  importId: string;
  /** New assets of this import that have their row. */
  created: Map<PlannedAsset, string>;
}

/** Writes a piece and tells of the assets on which something changed; gives their number. */
async function write(p: Platform, trx: Db, { plan, piece, importId, created }: Writing): Promise<number> {
  const now = p.clock.now();
  const touched = new Set<string>();
  for (const { asset, diff } of piece) {
    const assetId = asset.id ?? created.get(asset) ?? (await createAsset(trx, asset, now));
    const isNew = asset.id === null && !created.has(asset);
    if (isNew) created.set(asset, assetId);
    const { added, changed, unchanged, absent } = diff;
    const writes = [
      ...added.map((c) => ({ ...c, id: randomUUID(), assetId })),
      ...changed.map((c) => ({ ...c, assetId })),
    ];
    await upsertComponents(trx, writes, { source: plan.source, importId, now });
    const ids = (of: readonly { id: string }[]) => of.map((c) => c.id);
    await touchComponents(trx, ids(unchanged), now);
    await markAbsent(trx, ids(absent), now);
    if (writes.length + absent.length > 0 || isNew) touched.add(assetId);
  }
  const assetIds = [...touched];
  for (let i = 0; i < assetIds.length; i += 500)
    await p.events.emit(trx, componentsChanged, { assetIds: assetIds.slice(i, i + 500) });
  return touched.size;
}

async function createAsset(trx: Db, asset: PlannedAsset, now: Date): Promise<string> {
  const id = randomUUID();
  await insertObject(
    trx,
    'asset',
    id,
    {
      ref: asset.ref,
      name: asset.name,
      kind: asset.kind,
      environment: 'production',
      exposed: 'unknown',
      os: asset.os,
      location: asset.location,
    },
    now,
  );
  return id;
}
