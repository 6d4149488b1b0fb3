import { createIndex } from './component-index.ts';
import { keysOfComponent, keysOfMatchable } from './keys.ts';
import type { Component, Matchable, MatchResult } from './model.ts';

export interface Match {
  component: Component;
  matchable: Matchable;
  result: MatchResult;
}

export interface Matcher {
  readonly size: number;
  /** Records that share a key with a component. */
  candidates(component: Component): Matchable[];
  /** Every record that speaks of one of the components; components of one asset are each other's platform. */
  match(components: Iterable<Component>): Generator<Match>;
}

/** An index in memory over compiled records: key → positions. */
export function createMatcher(matchables: Iterable<Matchable>): Matcher {
  const records: Matchable[] = [];
  const index = new Map<string, number | number[]>();
  for (const matchable of matchables) {
    const keys = keysOfMatchable(matchable);
    if (keys.length === 0) continue;
    const at = records.push(matchable) - 1;
    for (const key of keys) add(index, key, at);
  }
  const positionsOf = (component: Component): number[] => {
    const found = new Set<number>();
    for (const key of keysOfComponent(component)) {
      const positions = index.get(key);
      if (typeof positions === 'number') found.add(positions);
      else for (const position of positions ?? []) found.add(position);
    }
    return [...found].sort((a, b) => a - b);
  };
  const recordsAt = (positions: number[]): Matchable[] => positions.flatMap((at) => records[at] ?? []);
  return {
    size: records.length,
    candidates: (component) => recordsAt(positionsOf(component)),
    *match(components) {
      const all = [...components];
      const found = new Set<number>();
      for (const component of all) for (const at of positionsOf(component)) found.add(at);
      // One record at a time: its criteria are read once for all the components it names.
      const asked = createIndex(all);
      for (const matchable of recordsAt([...found].sort((a, b) => a - b)))
        for (const [at, result] of asked.evaluate(matchable)) {
          const component = all[at];
          if (component) yield { component, matchable, result };
        }
    },
  };
}

/** Most keys name one record: a number costs less than a list of one. */
function add(index: Map<string, number | number[]>, key: string, at: number): void {
  const known = index.get(key);
  if (known === undefined) index.set(key, at);
  else if (typeof known === 'number') index.set(key, [known, at]);
  else known.push(at);
}
