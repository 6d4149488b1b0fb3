import { translateLoose } from '../../platform/web/i18n.ts';
import type { FacetState } from '../../platform/web/kit/index.ts';

/** What the estate reads of another room's answer (`/api/steer/services`). */
export interface FacetTold {
  level: FacetState;
  reason: string;
  facts: Record<string, string | number>;
  was?: FacetState;
}
export interface ServiceTold {
  id: string;
  facets: Record<FacetName, FacetTold>;
  affected: number;
  toCheck: number;
  nextDeadline: string | null;
}
export const FACETS = ['security', 'procedures', 'acceptance'] as const;
export type FacetName = (typeof FACETS)[number];

/** The count a reason is about: the fact that bears its name (`to-check` → `toCheck`). */
const countOf = ({ reason, facts }: FacetTold): number | undefined => {
  const value = facts[reason.replace(/-(\w)/g, (_, c: string) => c.toUpperCase())];
  return typeof value === 'number' ? value : undefined;
};

/** Why a facet is what it is, in the words of the room that judged it. */
export function reasonOf(facet: FacetTold): string {
  const count = countOf(facet);
  return translateLoose(
    `steer:reason.${facet.reason}`,
    { ...facet.facts, ...(count === undefined ? {} : { count }) },
    facet.reason,
  );
}
