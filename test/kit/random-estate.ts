import type { Matchable } from '@vigie/vulnmatch';
import { AssetBody } from '../../src/estate/contract.ts';
import { upsertComponents } from '../../src/estate/store/components.ts';
import { insertObject } from '../../src/estate/store/nouns.ts';
import { allFeeds } from '../../src/watch/feeds/find-feed.ts';
import { recordAdvisories } from '../../src/watch/record-advisory.ts';
import type { TestPlatform } from './platform.ts';

export const ASSETS = 6;
export const VULNERABILITIES = 40;
const PRODUCTS = 8;

/** The same numbers for the same seed: a failure is found again. */
function dice(seed: number): (sides: number) => number {
  let state = seed;
  return (sides) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((state / 2_147_483_648) * sides);
  };
}

const feed = (id: string) => {
  const [like] = allFeeds;
  if (!like) throw new Error('no feed');
  return { ...like, id };
};

/** What two sources say, differently, of versions 1 to 9 of eight products; some only beside another product, or on Windows. */
function recordOf(id: string, roll: (sides: number) => number): Matchable {
  const product = `p${roll(PRODUCTS)}`;
  const claim = {
    from: 'cna',
    vendor: 'lagon',
    product,
    d: 'n' as const,
    v: [{ s: 'a' as const, lt: `${1 + roll(9)}.0`, t: 'semver' }],
    ...(roll(4) === 0 ? { platforms: ['Windows'] } : {}),
  };
  const cpe = (name: string) => `cpe:2.3:a:lagon:${name}:*:*:*:*:*:*:*:*`;
  const tree = {
    from: 'nvd',
    root: {
      op: 'and' as const,
      m: [
        { c: cpe(product), lt: `${1 + roll(9)}.0` },
        { c: cpe(`p${roll(PRODUCTS)}`), v: false as const },
      ],
    },
  };
  const shape = roll(3);
  return {
    id,
    aliases: [],
    source: 'cve5',
    rejected: roll(15) === 0,
    ...(shape === 0 ? {} : { affected: [claim] }),
    ...(shape === 1 ? {} : { trees: [tree] }),
  };
}

export async function writeRecords(p: TestPlatform, seed: number, ids: readonly number[]): Promise<void> {
  const roll = dice(seed);
  for (const feedId of ['cve5', 'other']) {
    const records = ids.flatMap((i) => {
      const id = `CVE-2030-${1000 + i}`;
      const matchable = recordOf(id, roll);
      if (feedId === 'other' && roll(2) === 0) return [];
      const cvss = [{ version: '3.1', score: 1 + roll(9), vector: 'CVSS:3.1', source: feedId }];
      return [
        {
          id,
          place: 'test',
          document: { seed, matchable },
          revision: `2030-01-01T00:00:${String(seed % 60).padStart(2, '0')}Z`,
          vulnerabilityId: id,
          facts: { rejected: matchable.rejected, title: `Faille ${i}`, cvss },
          // A record that names no product any more.
          ...(roll(9) === 0 ? {} : { matchable }),
          claims: [],
        },
      ];
    });
    await p.db.transaction().execute((trx) => recordAdvisories(p, trx, feed(feedId), records));
  }
}

export async function writeAssets(p: TestPlatform): Promise<void> {
  for (let a = 0; a < ASSETS; a++) {
    const asset = {
      name: `srv-${a}`,
      kind: 'host',
      exposed: a % 2 ? 'yes' : 'no',
      environment: 'production',
    };
    await insertObject(p.db, 'asset', `a-${a}`, AssetBody.parse(asset), p.clock.now());
  }
}

export async function writeComponents(
  p: TestPlatform,
  seed: number,
  assets: readonly number[],
): Promise<void> {
  const roll = dice(seed);
  const now = p.clock.now();
  await p.db.transaction().execute(async (trx) => {
    for (const a of assets) {
      // Hosts 0 and 1 are twins; two copies of one product may lie side by side.
      const own = a < 2 ? dice(seed * 7) : roll;
      const writes = Array.from({ length: 5 }, (_, i) => {
        const product = i === 4 ? 'Windows Server 2022' : `p${own(PRODUCTS)}`;
        const version = `${own(9)}.${own(2)}`;
        const base = { ref: `${product}@${version}`, name: product, version, purl: null, product };
        const known = own(3) === 0 ? `cpe:2.3:a:lagon:${product}:${version}:*:*:*:*:*:*:*` : null;
        return {
          ...base,
          id: `c-${a}-${i}`,
          assetId: `a-${a}`,
          identity: `i${i}`,
          cpe: i === 4 ? null : known,
          vendor: i === 4 ? (own(2) === 0 ? 'Microsoft' : 'Lagon') : 'lagon',
          type: null,
          platforms: [],
        };
      });
      await upsertComponents(trx, writes, { source: 'test', importId: null, now });
    }
  });
}
