import { AssetBody, ServiceBody } from '../src/estate/contract.ts';
import { diffComponents, type Incoming } from '../src/estate/model/diff.ts';
import { type ComponentWrite, upsertComponents } from '../src/estate/store/components.ts';
import { upsertLinks } from '../src/estate/store/links.ts';
import { insertObject } from '../src/estate/store/nouns.ts';
import { propagate } from '../src/exposure/propagate.ts';
import type { Db } from '../src/platform/db/database.ts';
import type { Platform } from '../src/platform/platform.ts';
import { recordLines } from './records.ts';

const ASSETS = 1000;
const SERVICES = 50;

interface Affected {
  vendor?: string;
  product?: string;
  packageURL?: string;
  cpes?: string[];
  versions?: { version?: string; lessThan?: string; lessThanOrEqual?: string; status?: string }[];
}

/** The different products the records themselves name: a version told affected for one, the bound after it for the next. */
export async function productsOf(bench: string, wanted: number): Promise<Incoming[]> {
  const found: Incoming[] = [];
  const seen = new Set<string>();
  for await (const product of namedProducts(bench, () => found.length)) {
    const key = `${product.vendor}\n${product.product}`.toLowerCase();
    if (seen.has(key)) continue;
    seen.add(key);
    found.push(product);
  }
  // More components than products: the same products again, on other assets.
  return Array.from({ length: wanted }, (_, i) => found[(i * 7919) % found.length] as Incoming);
}

/** The product each record names first. */
async function* namedProducts(bench: string, turn: () => number = () => 0): AsyncGenerator<Incoming> {
  for await (const line of recordLines(bench)) {
    const record = JSON.parse(line) as {
      containers?: { cna?: { affected?: Affected[] }; adp?: { affected?: Affected[] }[] };
    };
    const all = [record.containers?.cna, ...(record.containers?.adp ?? [])].flatMap((c) => c?.affected ?? []);
    const named = all.find((a) => a.vendor && a.product && a.product !== 'n/a');
    if (named) yield componentOf(named, turn());
  }
}

function componentOf(affected: Affected, turn: number): Incoming {
  const told = affected.versions?.find((v) => v.version && /^\d/.test(v.version)) ?? affected.versions?.[0];
  const bound = told?.lessThan ?? told?.lessThanOrEqual;
  const isInside = turn % 2 === 0;
  const version = /^\d[\w.+-]*$/.exec((isInside ? told?.version : (bound ?? '9999.1')) ?? '')?.[0] ?? '1.0.0';
  return {
    ref: `${affected.product}@${version}`,
    name: affected.product ?? '',
    version,
    purl: affected.packageURL ? `${affected.packageURL.replace(/[@?#].*$/, '')}@${version}` : null,
    cpe: affected.cpes?.[0] && turn % 3 === 0 ? withVersion(affected.cpes[0], version) : null,
    vendor: affected.vendor ?? null,
    product: affected.product ?? null,
    type: 'application',
    platforms: [],
  };
}

function withVersion(cpe: string, version: string): string {
  const parts = cpe.split(/(?<!\\):/);
  parts[5] = version.replace(/([^\w.-])/g, '\\$1');
  return parts.join(':');
}

/** Assets and services of a government that runs those products, each service on twenty assets. */
export async function fillEstate(bench: string, p: Platform, components: number): Promise<void> {
  await install(p, await productsOf(bench, components));
}

/** As many components, but copies of the few products that most records name, each asset with most of them. */
export async function fillConcentrated(bench: string, p: Platform, components: number): Promise<void> {
  const named = new Map<string, { product: Incoming; records: number }>();
  for await (const product of namedProducts(bench)) {
    const key = `${product.vendor}\n${product.product}`.toLowerCase();
    const known = named.get(key);
    if (known) known.records++;
    else named.set(key, { product, records: 1 });
  }
  const most = [...named.values()].sort((a, b) => b.records - a.records).slice(0, components / ASSETS);
  await install(
    p,
    Array.from({ length: components }, (_, i) => most[i % most.length]?.product as Incoming),
  );
}

async function install(p: Platform, products: readonly Incoming[]): Promise<void> {
  const now = p.clock.now();
  await p.db.transaction().execute(async (trx) => {
    await writeNouns(trx, now);
    const writes: ComponentWrite[] = [];
    for (let a = 0; a < ASSETS; a++) {
      const mine = products.filter((_, i) => Math.floor((i * ASSETS) / products.length) === a);
      for (const [i, c] of diffComponents([], mine).added.entries())
        writes.push({ ...c, id: `c-${a}-${i}`, assetId: `a-${a}` });
    }
    await upsertComponents(trx, writes, { source: 'bench', importId: null, now });
  });
  await propagate(p);
}

async function writeNouns(trx: Db, now: Date): Promise<void> {
  for (let s = 0; s < SERVICES; s++) {
    const need = 1 + (s % 4);
    const data = { name: `Service ${s}`, needD: need, needI: need, needC: 2, needP: 2, users: s * 300 };
    await insertObject(trx, 'service', `s-${s}`, ServiceBody.parse(data), now);
  }
  for (let a = 0; a < ASSETS; a++) {
    const exposed = (['yes', 'no', 'unknown'] as const)[a % 3];
    const data = {
      name: `srv-${String(a).padStart(4, '0')}`,
      kind: 'host',
      exposed,
      environment: 'production',
    };
    await insertObject(trx, 'asset', `a-${a}`, AssetBody.parse(data), now);
  }
  await upsertLinks(
    trx,
    Array.from({ length: ASSETS }, (_, a) => ({
      from: { kind: 'service' as const, id: `s-${a % SERVICES}` },
      to: { kind: 'asset' as const, id: `a-${a}` },
      type: 'needs',
      isDegraded: false,
    })),
  );
}
