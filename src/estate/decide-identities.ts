import { randomUUID } from 'node:crypto';
import { parseCpe, parsePurl } from '@vigie/identifiers';
import { keysOfComponent } from '@vigie/vulnmatch';
import type { Actor } from '../platform/auth/actor.ts';
import type { Db } from '../platform/db/database.ts';
import type { Platform } from '../platform/platform.ts';
import { componentsChanged } from './events.ts';
import type { DecideIdentities, IdentityProduct, IdentityResult } from './identities/contract.ts';
import { rewriteKeysOf } from './store/components.ts';
import {
  type IdentityRow,
  insertIdentityDecision,
  lockIdentities,
  replaceStanding,
  writeIdentity,
} from './store/identities.ts';

type Item = DecideIdentities['items'][number];

/**
 * Says once what labels are, are not, or that nobody needs to watch them. It holds for every component of the label, those of
 * later imports and versions included; the assets concerned are assessed again at once.
 */
export async function decideIdentities(
  p: Platform,
  actor: Actor,
  { items }: DecideIdentities,
): Promise<IdentityResult> {
  return p.db.transaction().execute(async (trx) => {
    const rows = await lockIdentities(trx, [...new Set(items.map((i) => i.label))]);
    const decisions: string[] = [];
    const refused: IdentityResult['refused'] = [];
    const touched = new Set<string>();
    for (const item of items) {
      const row = rows.get(item.label);
      const code = refusal(row, item);
      if (!row || code) {
        refused.push({ label: item.label, code: code ?? 'estate.identity-unknown' });
        continue;
      }
      decisions.push(...(await decide(p, trx, actor, row, item)));
      touched.add(item.label);
    }
    const assets = await tellAssets(p, trx, [...touched]);
    return { decisions, assets, refused };
  });
}

function refusal(row: IdentityRow | undefined, item: Item): string | undefined {
  if (!row) return 'estate.identity-unknown';
  if (item.decision === 'ignore') return undefined;
  if (item.decision === 'reject' && !item.product)
    return row.candidates.length === 0 ? 'estate.identity-product' : undefined;
  return item.product && isProduct(item.product) ? undefined : 'estate.identity-product';
}

/** A package, a CPE that names vendor and product, or both in words: less is no identity. */
function isProduct(product: IdentityProduct): boolean {
  if (product.purl !== null) return parsePurl(product.purl) !== undefined;
  if (product.cpe !== null && parseCpe(product.cpe) === undefined) return false;
  return keyOfProduct(product) !== undefined;
}

/** The index key under which sources name a product. */
export function keyOfProduct(product: IdentityProduct): string | undefined {
  const keys = keysOfComponent({
    ref: 'product',
    ...(product.vendor === null ? {} : { vendor: product.vendor }),
    ...(product.product === null ? {} : { product: product.product }),
    ...(product.cpe === null ? {} : { cpe: product.cpe }),
    ...(product.purl === null ? {} : { purl: product.purl }),
  });
  return keys.find((key) => key.startsWith('pkg:')) ?? keys.find((key) => key.startsWith('vp:'));
}

async function decide(p: Platform, trx: Db, actor: Actor, row: IdentityRow, item: Item): Promise<string[]> {
  const { decision } = item;
  const products: (IdentityProduct | null)[] = item.product
    ? [item.product]
    : decision === 'reject'
      ? row.candidates.map((c) => ({ vendor: c.vendor, product: c.product, cpe: c.cpe, purl: null }))
      : [null];
  const keys = products.flatMap((product) => (product && keyOfProduct(product)) ?? []);
  if (decision === 'reject') {
    row.rejected = [...new Set([...row.rejected, ...keys])];
    // What was said to be it, and now is not.
    if (row.product && keys.includes(keyOfProduct(row.product) ?? '')) {
      await replaceStanding(trx, row.label_key, actor.name, p.clock.now());
      row.state = 'open';
      row.product = null;
    }
  } else {
    await replaceStanding(trx, row.label_key, actor.name, p.clock.now());
    row.state = decision === 'confirm' ? 'confirmed' : 'ignored';
    row.product = decision === 'confirm' ? (products[0] ?? null) : null;
    row.rejected = row.rejected.filter((key) => decision !== 'confirm' || !keys.includes(key));
  }
  const evidence = new Map(row.candidates.map((c) => [c.key, c]));
  row.candidates = row.candidates.filter((c) => !row.rejected.includes(c.key));
  await writeIdentity(trx, row);
  const ids: string[] = [];
  for (const product of products) {
    const key = product ? (keyOfProduct(product) ?? null) : null;
    const id = randomUUID();
    ids.push(id);
    await insertIdentityDecision(trx, {
      id,
      label_key: row.label_key,
      kind: decision,
      product,
      product_key: key,
      evidence: evidence.get(key ?? '') ?? null,
      decided_by: actor.id,
      decided_by_name: actor.name,
      decided_at: p.clock.now(),
    });
    await p.journal.append(trx, {
      actor,
      action: `estate.identity.${decision}`,
      object: { kind: 'estate.identity', id, label: [row.vendor, row.name].filter(Boolean).join(' ') },
      details: { label: row.label_key, product, key },
    });
  }
  return ids;
}

/** Components of the labels get their keys anew; their assets are told, by 500. */
export async function tellAssets(p: Platform, trx: Db, labels: readonly string[]): Promise<number> {
  if (labels.length === 0) return 0;
  const assetIds = await rewriteKeysOf(trx, labels);
  for (let i = 0; i < assetIds.length; i += 500)
    await p.events.emit(trx, componentsChanged, { assetIds: assetIds.slice(i, i + 500) });
  p.live.publish('estate.identities');
  p.live.publish('estate.components');
  return assetIds.length;
}
