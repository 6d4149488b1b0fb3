import { keysOfComponent, keysOfMatchable, type Matchable } from '@vigie/vulnmatch';
import type { Installed } from './hits.ts';

/** All keys under which these vulnerabilities name a product, once each. */
export function keysOfMatchables(matchables: readonly Matchable[]): string[] {
  return [...new Set(matchables.flatMap((m) => keysOfMatchable(m)))];
}

/** All keys under which a source may name these components, once each. */
export function keysOfInstalled(components: readonly Installed[]): string[] {
  return [...new Set(components.flatMap((c) => keysOfComponent(c)))];
}
