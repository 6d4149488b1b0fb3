import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { systemActor } from '../platform/auth/actor.ts';
import type { Db } from '../platform/db/database.ts';
import type { Platform } from '../platform/platform.ts';
import { ROOT } from '../platform/root.ts';
import {
  ApplicationBody,
  AssetBody,
  PersonBody,
  ProcessingBody,
  ServiceBody,
  SupplierBody,
  UnitBody,
} from './contract.ts';
import { fail } from './errors.ts';
import { componentsChanged, graphChanged } from './events.ts';
import { diffComponents } from './model/diff.ts';
import { type ComponentWrite, upsertComponents } from './store/components.ts';
import { upsertLinks } from './store/links.ts';
import { insertObject, type NounName } from './store/nouns.ts';

const id = z.object({ id: z.string() });
/** What each thing needs: ids, `?` before one that has a degraded mode. */
const needs = z.object({ needs: z.array(z.string()).default([]) });

/** A component in short: `name@version`, with a purl or a CPE; a package list names its distribution once. */
const DemoComponent = z.object({
  name: z.string(),
  version: z.string().nullable().default(null),
  purl: z.string().optional(),
  cpe: z.string().optional(),
  vendor: z.string().optional(),
  product: z.string().optional(),
  type: z.string().optional(),
});
const DemoAsset = AssetBody.and(id)
  .and(needs)
  .and(z.object({ components: z.array(DemoComponent).default([]), sets: z.array(z.string()).default([]) }));

const Demo = z.object({
  units: z.array(UnitBody.and(id)),
  people: z.array(PersonBody.and(id)),
  suppliers: z.array(SupplierBody.and(id)),
  services: z.array(ServiceBody.and(id).and(needs)),
  applications: z.array(ApplicationBody.and(id).and(needs)),
  assets: z.array(DemoAsset),
  /** Package lists that several assets share, by name. */
  sets: z.record(z.string(), z.array(DemoComponent)),
  processings: z.array(ProcessingBody.and(id)),
});
type Demo = z.output<typeof Demo>;

/** Loads the fictional government's estate; loading it again changes nothing and says nothing. */
export async function loadDemoEstate(
  p: Platform,
): Promise<{ services: number; assets: number; components: number }> {
  const demo = readDemo();
  const now = p.clock.now();
  return p.db.transaction().execute(async (trx) => {
    const lists: [NounName, readonly (Record<string, unknown> & { id: string })[]][] = [
      ['unit', demo.units],
      ['person', demo.people],
      ['supplier', demo.suppliers],
      ['service', demo.services],
      ['application', demo.applications],
      ['asset', demo.assets],
      ['processing', demo.processings],
    ];
    const writes = componentsOf(demo);
    const counts = { services: demo.services.length, assets: demo.assets.length, components: writes.length };
    let isNew = false;
    for (const [noun, objects] of lists)
      for (const object of objects) isNew = (await insertObject(trx, noun, object.id, object, now)) || isNew;
    if (!isNew) return counts;
    await linkAll(trx, demo);
    await upsertComponents(trx, writes, { source: 'demo', importId: null, now });
    await p.journal.append(trx, { actor: systemActor, action: 'estate.demo.loaded', details: counts });
    await p.events.emit(trx, graphChanged, {});
    const assetIds = demo.assets.map((a) => a.id);
    for (let i = 0; i < assetIds.length; i += 500)
      await p.events.emit(trx, componentsChanged, { assetIds: assetIds.slice(i, i + 500) });
    return counts;
  });
}

function readDemo(): Demo {
  const file = join(ROOT, 'content', 'demo', 'estate.json');
  const read = Demo.safeParse(JSON.parse(readFileSync(file, 'utf8')));
  if (!read.success) throw fail('demo-malformed', { details: { file, reason: z.prettifyError(read.error) } });
  return read.data;
}

async function linkAll(trx: Db, demo: Demo): Promise<void> {
  const kinds = new Map<string, 'service' | 'application' | 'asset' | 'supplier'>([
    ...demo.services.map((o) => [o.id, 'service'] as const),
    ...demo.applications.map((o) => [o.id, 'application'] as const),
    ...demo.assets.map((o) => [o.id, 'asset'] as const),
    ...demo.suppliers.map((o) => [o.id, 'supplier'] as const),
  ]);
  const links = [...demo.services, ...demo.applications, ...demo.assets].flatMap((object) => {
    const fromKind = kinds.get(object.id);
    const supplier = 'supplierId' in object && object.supplierId ? [object.supplierId] : [];
    return [...object.needs, ...supplier].map((need) => {
      const to = need.replace(/^\?/, '');
      const toKind = kinds.get(to);
      if (!fromKind || !toKind)
        throw fail('demo-malformed', {
          details: { file: 'estate.json', reason: `${object.id} needs ${to}, which is not there` },
        });
      return {
        from: { kind: fromKind, id: object.id },
        to: { kind: toKind, id: to },
        type: 'needs',
        isDegraded: need.startsWith('?'),
      };
    });
  });
  await upsertLinks(trx, links);
}

function componentsOf(demo: Demo): ComponentWrite[] {
  return demo.assets.flatMap((asset) => {
    const all = [...asset.components, ...asset.sets.flatMap((name) => demo.sets[name] ?? missing(name))];
    const incoming = all.map((c) => ({
      ref: c.name,
      name: c.name,
      version: c.version,
      purl: c.purl ?? null,
      cpe: c.cpe ?? null,
      vendor: c.vendor ?? null,
      product: c.product ?? null,
      type: c.type ?? null,
      platforms: platformsOf(asset.os),
    }));
    return diffComponents([], incoming).added.map((c, i) => ({
      ...c,
      id: `${asset.id}-c${String(i + 1).padStart(3, '0')}`,
      assetId: asset.id,
    }));
  });
}

function missing(name: string): never {
  throw fail('demo-malformed', { details: { file: 'estate.json', reason: `no package list ${name}` } });
}

function platformsOf(os: string | null | undefined): string[] {
  if (!os) return [];
  return [
    /windows/i.test(os)
      ? 'Windows'
      : /linux|debian|ubuntu|red hat|rhel|alma|rocky|alpine/i.test(os)
        ? 'Linux'
        : os,
  ];
}
