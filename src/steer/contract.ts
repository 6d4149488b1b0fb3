import { z } from 'zod';

export const FacetLevel = z.enum(['reached', 'fragile', 'solid', 'unknown']);
export type FacetLevel = z.infer<typeof FacetLevel>;

/** One facet of trust in a service. `reason` is a key of `steer:reason.*`, filled with `facts`. */
export const Facet = z.object({
  level: FacetLevel,
  reason: z.string(),
  facts: z.record(z.string(), z.union([z.string(), z.number()])),
  /** The level of the comparison day; absent when there was none. */
  was: FacetLevel.optional(),
});
export type Facet = z.infer<typeof Facet>;

export const ServiceTile = z.object({
  id: z.string(),
  name: z.string(),
  users: z.number().int(),
  criticality: z.object({ d: z.number(), i: z.number(), c: z.number(), p: z.number() }),
  facets: z.object({ security: Facet, procedures: Facet, acceptance: Facet }),
  direction: z.enum(['worse', 'better', 'same']),
  affected: z.number().int(),
  toCheck: z.number().int(),
  nextDeadline: z.string().nullable(),
});
export type ServiceTile = z.infer<typeof ServiceTile>;

/** One thing to decide: the findings of one vulnerability that share an outcome and a state. */
export const TodoItem = z.object({
  kind: z.enum(['finding', 'ending-decision']),
  findingId: z.string(),
  findings: z.number().int(),
  vulnerabilityId: z.string(),
  title: z.string(),
  severity: z.string(),
  verdict: z.string(),
  outcome: z.string().nullable(),
  deadline: z.string().nullable(),
  isMine: z.boolean(),
  isKev: z.boolean(),
  isExposed: z.boolean(),
  owner: z.string().nullable(),
  product: z.string(),
  version: z.string().nullable(),
  assets: z.array(z.string()),
  services: z.array(z.object({ id: z.string(), name: z.string() })),
  users: z.number().int(),
});
export type TodoItem = z.infer<typeof TodoItem>;

export const BriefChange = z.object({
  at: z.string(),
  kind: z.string(),
  vulnerabilityId: z.string(),
  findingId: z.string(),
  title: z.string(),
  severity: z.string(),
  findings: z.number().int(),
  assets: z.number().int(),
  services: z.number().int(),
  actor: z.string(),
});

/** Something Vigie does not see. `kind` is a key of `steer:blind.*`; `href` leads to the screen that repairs it. */
export const BlindSpot = z.object({
  kind: z.string(),
  count: z.number().int(),
  of: z.number().int().nullable(),
  names: z.array(z.object({ fr: z.string(), en: z.string() })),
  href: z.string(),
});
export type BlindSpot = z.infer<typeof BlindSpot>;

export const Brief = z.object({
  at: z.string(),
  since: z.string(),
  organisation: z.string(),
  headline: z.object({ kind: z.string(), facts: z.record(z.string(), z.union([z.string(), z.number()])) }),
  counts: z.object({
    todo: z.number().int(),
    mine: z.number().int(),
    overdue: z.number().int(),
    dueToday: z.number().int(),
    moved: z.number().int(),
    changes: z.number().int(),
    blindSpots: z.number().int(),
  }),
  todo: z.array(TodoItem),
  services: z.array(ServiceTile),
  changes: z.array(BriefChange),
  blindSpots: z.array(BlindSpot),
});
export type Brief = z.infer<typeof Brief>;

export const BlindSpotSummary = z.object({ total: z.number().int(), spots: z.array(BlindSpot) });
