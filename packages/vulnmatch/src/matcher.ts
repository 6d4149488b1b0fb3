import { evaluateSubject } from './evaluate.ts';
import { keysOfComponent, keysOfMatchable } from './keys.ts';
import type { Component, Matchable, MatchResult } from './model.ts';
import { type Subject, subjectOf } from './subject.ts';

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
      for (const [component, siblings] of withSiblings(components)) {
        const subject = subjectOf(component);
        for (const matchable of recordsAt(positionsOf(component))) {
          const result = evaluateSubject(matchable, subject, siblings);
          if (result) yield { component, matchable, result };
        }
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

/** An asset's components that can be a platform: with thousands of packages, only those a configuration can name. */
const MAX_SIBLINGS = 500;

/** Each component with those of the same asset that have a CPE or are named by vendor and product. */
export function* withSiblings(components: Iterable<Component>): Generator<[Component, readonly Subject[]]> {
  const all = [...components];
  const assets = new Map<string, Subject[]>();
  for (const component of all) {
    if (component.asset === undefined) continue;
    const subject = subjectOf(component);
    if (!subject.cpe && subject.vps.length === 0 && !subject.distro) continue;
    const known = assets.get(component.asset) ?? [];
    if (known.length < MAX_SIBLINGS) known.push(subject);
    assets.set(component.asset, known);
  }
  for (const component of all)
    yield [component, (component.asset === undefined ? undefined : assets.get(component.asset)) ?? []];
}
