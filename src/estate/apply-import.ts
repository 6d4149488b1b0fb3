import { randomUUID } from 'node:crypto';
import type { Actor } from '../platform/auth/actor.ts';
import type { Db } from '../platform/db/database.ts';
import type { Platform } from '../platform/platform.ts';
import { fail } from './errors.ts';
import { componentsChanged, graphChanged } from './events.ts';
import { type ImportPlan, type PlannedAsset, planImport } from './plan-import.ts';
import { markAbsent, touchComponents, upsertComponents } from './store/components.ts';
import { getImport, type ImportRow, upsertImport } from './store/imports.ts';
import { insertObject } from './store/nouns.ts';

/**
 * Applies a previewed import in one transaction. It is planned again on what is stored now, so that applying twice, or
 * after another import, changes only what is left to change. What is no longer in the document is marked absent.
 */
export async function applyImport(p: Platform, actor: Actor, id: string): Promise<ImportRow> {
  return p.db.transaction().execute(async (trx) => {
    const row = await getImport(trx, id, { lock: true });
    if (!row) throw fail('import-unknown', { details: { id } });
    if (row.state === 'failed' || row.state === 'abandoned')
      throw fail('import-not-previewed', { details: { state: row.state } });
    const document = { name: row.file_name, size: row.file_size, open: () => p.files.open(row.file_sha256) };
    const plan = await planImport(trx, document, row.options);
    if (plan.summary.needsAsset) throw fail('asset-needed', { details: { file: row.file_name } });
    const touched = await write(p, trx, plan, id);
    // Applied before and nothing left to do: say so, and leave the history of the first time alone.
    if (row.state === 'applied' && touched.length === 0) return { ...row, summary: plan.summary };
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
      object: { kind: 'estate.import', id, label: row.file_name },
      details: { sha256: row.file_sha256, added, changed, unchanged, absent, assets: plan.assets.length },
    });
    for (let i = 0; i < touched.length; i += 500)
      await p.events.emit(trx, componentsChanged, { assetIds: touched.slice(i, i + 500) });
    if (plan.assets.some((a) => a.id === null)) await p.events.emit(trx, graphChanged, {});
    p.live.publish('estate.components');
    p.live.publish('estate.imports');
    return done;
  });
}

/** Writes the plan and gives the assets on which something changed. */
async function write(p: Platform, trx: Db, plan: ImportPlan, importId: string): Promise<string[]> {
  const now = p.clock.now();
  const touched: string[] = [];
  for (const asset of plan.assets) {
    const assetId = asset.id ?? (await createAsset(trx, asset, now));
    const { added, changed, unchanged, absent } = asset.diff;
    const writes = [
      ...added.map((c) => ({ ...c, id: randomUUID(), assetId })),
      ...changed.map((c) => ({ ...c, assetId })),
    ];
    await upsertComponents(trx, writes, { source: plan.source, importId, now });
    await touchComponents(
      trx,
      unchanged.map((c) => c.id),
      now,
    );
    await markAbsent(
      trx,
      absent.map((c) => c.id),
      now,
    );
    if (writes.length + absent.length > 0 || asset.id === null) touched.push(assetId);
  }
  return touched;
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
