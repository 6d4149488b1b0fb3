import { keysOfMatchable, type Matchable } from '@vigie/vulnmatch';

/** All keys under which these vulnerabilities name a product, once each. */
export function keysOfMatchables(matchables: readonly Matchable[]): string[] {
  return [...new Set(matchables.flatMap((m) => keysOfMatchable(m)))];
}
