import { keysOfMatchable, type Matchable } from '@vigie/vulnmatch';
import { streamComponents } from '../estate/index.ts';
import type { Db } from '../platform/db/database.ts';
import { findMatchables, type KeyedMatchable, streamByVulnerability } from '../watch/index.ts';
import type { Touched } from './give-way.ts';
import { type ComponentIndex, IndexBuilder } from './model/index-components.ts';
import { keysOfMatchables } from './model/keys.ts';
import type { Scope } from './store/findings.ts';

/** Some vulnerabilities, whole: the records of each together, in an order in which the scope can be cut. */
export interface Part {
  groups: readonly KeyedMatchable[][];
  /** Records read for it, wanted or not. */
  records: number;
  /** What the groups from one position to before another speak of; together the pieces leave nothing of the part out. */
  scopeOf(from: number, to: number): Scope;
}

/** With more keys than this, asking for each costs more than reading all records once. */
const FEW_KEYS = 3000;

/** The smallest set of components and of vulnerabilities that the scope can bring together. */
export async function gather(
  db: Db,
  touched: Touched,
  batch: number,
): Promise<{ index: ComponentIndex; parts: AsyncGenerator<Part> }> {
  const { vulnerabilityIds, assetIds } = touched;
  if (vulnerabilityIds) {
    const matchables = await findMatchables(db, { ids: vulnerabilityIds });
    const concerned = new Set<string>();
    for await (const batch of streamComponents(db, { keys: keysOfMatchables(matchables) }))
      for (const component of batch) concerned.add(component.assetId);
    // A condition on a sibling product needs all components of the assets concerned.
    const index = await readIndex(db, [...concerned]);
    return { index, parts: one(partOf(matchables, vulnerabilityIds)) };
  }
  const index = await readIndex(db, assetIds);
  const keys = index.keys();
  if (assetIds && keys.length <= FEW_KEYS) {
    const matchables = keys.length > 0 ? await findMatchables(db, { keys }) : [];
    return { index, parts: one(allOf(matchables, assetIds)) };
  }
  return { index, parts: ranges(db, index, { assetIds, batch }) };
}

async function readIndex(db: Db, assetIds: readonly string[] | undefined): Promise<ComponentIndex> {
  const builder = new IndexBuilder();
  if (assetIds?.length === 0) return builder.build();
  for await (const batch of streamComponents(db, assetIds ? { assetIds: [...assetIds] } : {}))
    for (const component of batch) builder.add(component);
  return builder.build();
}

async function* one(part: Part): AsyncGenerator<Part> {
  yield part;
}

function groupsOf(matchables: readonly Matchable[]): KeyedMatchable[][] {
  const groups = new Map<string, KeyedMatchable[]>();
  for (const matchable of matchables) {
    const keyed = { matchable, keys: keysOfMatchable(matchable) };
    const known = groups.get(matchable.id);
    if (known) known.push(keyed);
    else groups.set(matchable.id, [keyed]);
  }
  return [...groups.values()];
}

/** The vulnerabilities asked for; those of which no record speaks any more are closed with the last of the others. */
function partOf(matchables: readonly Matchable[], ids: readonly string[]): Part {
  const groups = groupsOf(matchables);
  const named = groups.map((g) => g[0]?.matchable.id ?? '');
  const others = ids.filter((id) => !named.includes(id));
  return {
    groups,
    records: matchables.length,
    scopeOf: (from, to) => ({
      vulnerabilityIds: [...named.slice(from, to), ...(to === groups.length ? others : [])],
    }),
  };
}

/** All vulnerabilities on some assets: in one piece, as those that no record names any more have no place among the others. */
function allOf(matchables: readonly Matchable[], assetIds: readonly string[]): Part {
  const groups = groupsOf(matchables);
  const named = groups.map((g) => g[0]?.matchable.id ?? '');
  return {
    groups,
    records: matchables.length,
    scopeOf: (from, to) => {
      if (from === 0 && to === groups.length) return { assetIds };
      if (to < groups.length) return { assetIds, vulnerabilityIds: named.slice(from, to) };
      return { assetIds, exceptVulnerabilityIds: named.slice(0, from) };
    },
  };
}

async function* ranges(
  db: Db,
  index: ComponentIndex,
  { assetIds, batch }: { assetIds: readonly string[] | undefined; batch: number },
): AsyncGenerator<Part> {
  for await (const { groups, records, after, upTo } of streamByVulnerability(db, index.hasKey, batch)) {
    const idAt = (i: number) => groups[i]?.[0]?.matchable.id ?? '';
    yield {
      groups,
      records,
      scopeOf: (from, to) => ({
        range: {
          after: from === 0 ? after : idAt(from - 1),
          upTo: to === groups.length ? upTo : idAt(to - 1),
        },
        ...(assetIds ? { assetIds } : {}),
      }),
    };
  }
}
