import { evaluateSubject } from './evaluate.ts';
import { keysOfComponent, keysOfMatchable } from './keys.ts';
import type { Component, Matchable, MatchResult } from './model.ts';
import { noteOwner } from './owners.ts';
import { type Subject, subjectOf } from './subject.ts';

export interface ComponentIndex {
  readonly size: number;
  /** Positions of the components a record speaks of, with what it says. */
  evaluate(matchable: Matchable): Generator<[number, MatchResult]>;
}

/** The other way round from `createMatcher`: components stay in memory, records pass by one at a time. */
export function createIndex(components: readonly Component[]): ComponentIndex {
  const byKey = new Map<string, number[]>();
  const subjects: { subject: Subject; siblings: readonly Subject[] }[] = [];
  for (const [component, siblings] of withSiblings(components)) {
    const at = subjects.push({ subject: subjectOf(component), siblings }) - 1;
    for (const key of keysOfComponent(component)) {
      const known = byKey.get(key);
      if (known) known.push(at);
      else byKey.set(key, [at]);
    }
  }
  return {
    size: components.length,
    *evaluate(matchable) {
      const found = new Set<number>();
      for (const key of keysOfMatchable(matchable)) for (const at of byKey.get(key) ?? []) found.add(at);
      for (const at of [...found].sort((a, b) => a - b)) {
        const entry = subjects[at];
        const result = entry && evaluateSubject(matchable, entry.subject, entry.siblings);
        if (result) yield [at, result];
      }
    },
  };
}

/** An asset's components that can be a platform: with thousands of packages, only those a configuration can name. */
const MAX_SIBLINGS = 500;

/** Each component with those of the same asset that have a CPE or are named by vendor and product. */
function* withSiblings(components: Iterable<Component>): Generator<[Component, readonly Subject[]]> {
  const all = [...components];
  const assets = new Map<string, Subject[]>();
  for (const component of all) {
    if (component.asset === undefined) continue;
    const subject = subjectOf(component);
    if (!subject.cpe && subject.vps.length === 0 && !subject.distro) continue;
    const known = assets.get(component.asset) ?? [];
    noteOwner(known, subject);
    if (known.length < MAX_SIBLINGS) known.push(subject);
    assets.set(component.asset, known);
  }
  for (const component of all)
    yield [component, (component.asset === undefined ? undefined : assets.get(component.asset)) ?? []];
}
