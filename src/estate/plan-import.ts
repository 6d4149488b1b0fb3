import type { Db } from '../platform/db/database.ts';
import { storableTree } from '../platform/files/storable.ts';
import type { ImportOptions, ImportSummary } from './contract.ts';
import { fail } from './errors.ts';
import type { InventoryDocument, InventoryItem } from './inventories/inventory.ts';
import { readInventory } from './inventories/read-inventory.ts';
import { type Diff, diffComponents, type Incoming } from './model/diff.ts';
import { findAssets } from './store/assets.ts';
import { loadExisting } from './store/components.ts';

const MOST_COMPONENTS = 200_000;
const WARNINGS_KEPT = 200;
const SAMPLES_KEPT = 300;

export interface PlannedAsset {
  /** Null: to be created. */
  id: string | null;
  name: string;
  kind: 'host' | 'appliance' | 'saas' | 'domain' | 'url' | 'network';
  ref: string | null;
  os: string | null;
  location: string | null;
  diff: Diff;
}

export interface ImportPlan {
  format: string | null;
  source: string;
  assets: PlannedAsset[];
  summary: ImportSummary;
}

/** A document, read whole: what it says, before anything is asked of the database. */
export interface ReadDocument {
  format: string | null;
  subject: { name: string; version: string | null } | null;
  assets: Map<
    string,
    { ref: string; name: string; kind: PlannedAsset['kind']; os: string | null; location: string | null }
  >;
  components: Map<string, Incoming[]>;
  warnings: ImportSummary['warnings'];
  mapping: Record<string, string> | null;
  columns: string[] | null;
  count: number;
}

/** Components that name no asset. */
const NOWHERE = '';

/** Reads a document whole and says what applying it would change; writes nothing. */
export async function planImport(
  db: Db,
  document: InventoryDocument,
  options: ImportOptions,
  signal?: AbortSignal,
): Promise<ImportPlan> {
  return comparePlan(db, await readDocument(document, options, signal), options);
}

/** What applying a document already read would change of what is stored now. */
export async function comparePlan(db: Db, read: ReadDocument, options: ImportOptions): Promise<ImportPlan> {
  const source = read.format ?? 'inventory';
  const targets = await resolveAssets(db, read, options);
  const assets: PlannedAsset[] = [];
  for (const target of targets) {
    const incoming = target.keys.flatMap((key) => read.components.get(key) ?? []);
    const existing = target.id ? await loadExisting(db, target.id, source) : [];
    assets.push({ ...target.asset, id: target.id, diff: diffComponents(existing, incoming) });
  }
  const needsAsset = (read.components.get(NOWHERE)?.length ?? 0) > 0 && !options.assetId && !options.newAsset;
  return { format: read.format, source, assets, summary: summarise(read, assets, needsAsset) };
}

export async function readDocument(
  document: InventoryDocument,
  options: ImportOptions,
  signal?: AbortSignal,
): Promise<ReadDocument> {
  const read: ReadDocument = {
    format: null,
    subject: null,
    assets: new Map(),
    components: new Map(),
    warnings: [],
    mapping: null,
    columns: null,
    count: 0,
  };
  const { format, items } = await readInventory(document, {
    ...(options.format ? { format: options.format } : {}),
    ...(options.mapping ? { mapping: options.mapping } : {}),
    ...(signal ? { signal } : {}),
  });
  read.format = format;
  for await (const item of items) take(read, storableTree(item));
  if (read.count === 0 && read.assets.size === 0)
    throw fail('import-empty', { details: { file: document.name } });
  return read;
}

function take(read: ReadDocument, item: InventoryItem): void {
  if (item.kind === 'warning') {
    if (read.warnings.length < WARNINGS_KEPT)
      read.warnings.push({ place: item.place, code: item.code, details: item.details ?? {} });
  } else if (item.kind === 'subject') {
    read.subject = { name: item.name, version: item.version ?? null };
  } else if (item.kind === 'columns') {
    read.columns = [...item.columns];
    read.mapping = { ...item.mapping };
  } else if (item.kind === 'asset') {
    read.assets.set(item.ref, {
      ref: item.ref,
      name: item.name,
      kind: item.assetKind,
      os: item.os ?? null,
      location: item.location ?? null,
    });
  } else {
    read.count++;
    if (read.count > MOST_COMPONENTS) throw fail('import-too-large', { details: { limit: MOST_COMPONENTS } });
    const key = item.asset ?? NOWHERE;
    const list = read.components.get(key) ?? [];
    list.push({
      ref: item.ref,
      name: item.name,
      version: item.version ?? null,
      purl: item.purl ?? null,
      cpe: item.cpe ?? null,
      vendor: item.vendor ?? null,
      product: item.product ?? null,
      type: item.type ?? null,
      platforms: [...(item.platforms ?? [])],
    });
    read.components.set(key, list);
  }
}

/** Which asset each group of components belongs to: one that exists by reference or name, or one to be created. */
async function resolveAssets(
  db: Db,
  read: ReadDocument,
  options: ImportOptions,
): Promise<{ id: string | null; keys: string[]; asset: Omit<PlannedAsset, 'id' | 'diff'> }[]> {
  const refs = [
    ...new Set([...read.assets.keys(), ...[...read.components.keys()].filter((k) => k !== NOWHERE)]),
  ];
  const known = await findAssets(
    db,
    refs.flatMap((ref) => [ref, read.assets.get(ref)?.name ?? ref]),
  );
  const targets = refs.map((ref) => {
    const told = read.assets.get(ref);
    const found = known.get(ref.toLowerCase()) ?? known.get((told?.name ?? ref).toLowerCase());
    return {
      id: found?.id ?? null,
      keys: [ref],
      asset: {
        name: found?.name ?? told?.name ?? ref,
        kind: told?.kind ?? ('host' as const),
        ref,
        os: told?.os ?? null,
        location: told?.location ?? null,
      },
    };
  });
  if (read.components.has(NOWHERE) && options.assetId) {
    const asset = (await findAssets(db, [options.assetId])).get(options.assetId.toLowerCase());
    if (!asset) throw fail('object-unknown', { details: { noun: 'asset', id: options.assetId } });
    targets.push({
      id: asset.id,
      keys: [NOWHERE],
      asset: { name: asset.name, kind: 'host', ref: asset.id, os: null, location: null },
    });
  } else if (read.components.has(NOWHERE)) {
    const name = options.newAsset?.name ?? read.subject?.name ?? '';
    const found = options.newAsset ? (await findAssets(db, [name])).get(name.toLowerCase()) : undefined;
    targets.push({
      id: found?.id ?? null,
      keys: [NOWHERE],
      asset: { name, kind: options.newAsset?.kind ?? 'host', ref: name, os: null, location: null },
    });
  }
  return merged(targets);
}

/** Two names of one asset in a document are one asset: compared apart, each would mark the other's components absent. */
function merged<T extends { id: string | null; keys: string[]; asset: { ref: string | null } }>(
  targets: readonly T[],
): T[] {
  const byAsset = new Map<string, T>();
  for (const target of targets) {
    const key = target.id ?? `new:${target.asset.ref?.toLowerCase()}`;
    const first = byAsset.get(key);
    if (first) first.keys.push(...target.keys);
    else byAsset.set(key, target);
  }
  return [...byAsset.values()];
}

function summarise(read: ReadDocument, assets: readonly PlannedAsset[], needsAsset: boolean): ImportSummary {
  const total = (pick: (d: Diff) => readonly unknown[]) =>
    assets.reduce((sum, a) => sum + pick(a.diff).length, 0);
  const samples = assets.flatMap((a): ImportSummary['samples'] => [
    ...a.diff.changed.map((c) => ({
      change: 'changed' as const,
      asset: a.name,
      name: c.name,
      version: c.version,
      before: c.before,
    })),
    ...a.diff.absent.map((c) => ({
      change: 'absent' as const,
      asset: a.name,
      name: c.name,
      version: c.version,
      before: null,
    })),
    ...a.diff.added.map((c) => ({
      change: 'added' as const,
      asset: a.name,
      name: c.name,
      version: c.version,
      before: null,
    })),
  ]);
  return {
    components: read.count,
    added: total((d) => d.added),
    changed: total((d) => d.changed),
    unchanged: total((d) => d.unchanged),
    absent: total((d) => d.absent),
    assets: assets.map((a) => ({
      name: a.name,
      id: a.id,
      isNew: a.id === null,
      added: a.diff.added.length,
      changed: a.diff.changed.length,
      unchanged: a.diff.unchanged.length,
      absent: a.diff.absent.length,
    })),
    subject: read.subject,
    warnings: read.warnings,
    mapping: read.mapping,
    columns: read.columns,
    samples: samples.slice(0, SAMPLES_KEPT),
    needsAsset,
  };
}
