import { evaluateSubject } from './evaluate.ts';
import { keysOfComponent, keysOfMatchable } from './keys.ts';
import { withSiblings } from './matcher.ts';
import type { Component, Matchable, MatchResult } from './model.ts';
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
