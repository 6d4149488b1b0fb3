import { z } from 'zod';
import { PageQuery } from '../../platform/http/page.ts';

/** What a label was said to be: by vendor and product, CPE, or package URL. */
export const IdentityProduct = z.object({
  vendor: z.string().trim().max(256).min(1).nullable().default(null),
  product: z.string().trim().max(256).min(1).nullable().default(null),
  cpe: z.string().trim().max(1000).nullable().default(null),
  purl: z.string().trim().max(1000).nullable().default(null),
});
export type IdentityProduct = z.infer<typeof IdentityProduct>;

/** A reason in words to think that a label is a product: a key of `estate:identities.reason.*` and what fills it. */
export const CandidateReason = z.object({
  rule: z.enum(['same-name', 'same-vendor', 'vendor-in-name', 'words', 'cpe', 'other-vendor']),
  facts: z.record(z.string(), z.union([z.string(), z.number()])),
});
export const Candidate = z.object({
  /** Index key of the product: `vp:apache:httpserver`. */
  key: z.string().max(600),
  vendor: z.string(),
  product: z.string(),
  cpe: z.string().nullable(),
  /** How alike, 0 to 1: an order among candidates, no probability. */
  score: z.number(),
  /** Weaknesses whose sources name this product. */
  records: z.number().int(),
  reasons: z.array(CandidateReason),
});
export type Candidate = z.infer<typeof Candidate>;

export const IdentityQuery = PageQuery.extend({
  candidates: z.enum(['some', 'none']).optional(),
  kind: z.enum(['confirm', 'reject', 'ignore']).optional(),
  /** Only decisions that stand. */
  standing: z.stringbool().optional(),
});
export type IdentityQuery = z.infer<typeof IdentityQuery>;

export const IdentityLabel = z.object({
  label: z.string(),
  vendor: z.string().nullable(),
  name: z.string(),
  versions: z.array(z.string()),
  components: z.number().int(),
  assets: z.number().int(),
  services: z.array(z.object({ id: z.string(), name: z.string() })),
  rejected: z.number().int(),
  /** Null: the sources were not searched yet. */
  lookedAt: z.string().nullable(),
  candidates: z.array(Candidate),
});
export type IdentityLabel = z.infer<typeof IdentityLabel>;

export const DecideIdentities = z.object({
  items: z
    .array(
      z.object({
        label: z.string().max(600),
        decision: z.enum(['confirm', 'reject', 'ignore']),
        /** What it is, or is not; a rejection without it means every product proposed. */
        product: IdentityProduct.optional(),
      }),
    )
    .min(1)
    .max(200),
});
export type DecideIdentities = z.infer<typeof DecideIdentities>;
export const IdentityResult = z.object({
  /** Ids of the decisions, to take them back. */
  decisions: z.array(z.string()),
  assets: z.number().int(),
  refused: z.array(z.object({ label: z.string(), code: z.string() })),
});
export type IdentityResult = z.infer<typeof IdentityResult>;

export const IdentityDecisionView = z.object({
  id: z.string(),
  label: z.string(),
  vendor: z.string().nullable(),
  name: z.string(),
  kind: z.enum(['confirm', 'reject', 'ignore']),
  product: IdentityProduct.nullable(),
  components: z.number().int(),
  decidedBy: z.string(),
  decidedAt: z.string(),
  undoneAt: z.string().nullable(),
  undoneBy: z.string().nullable(),
});
export type IdentityDecisionView = z.infer<typeof IdentityDecisionView>;
export const IdentitySummary = z.object({
  open: z.number().int(),
  all: z.number().int(),
  ignored: z.number().int(),
  components: z.number().int(),
});
export type IdentitySummary = z.infer<typeof IdentitySummary>;
