import { z } from 'zod';
import { PageQuery } from '../../platform/http/page.ts';

export const LabelBody = z.object({ label: z.string().trim().min(2).max(120) });
export const WatchedLabel = z.object({
  id: z.string(),
  label: z.string(),
  addedAt: z.string(),
  addedBy: z.string(),
  /** Entries nobody looked at yet, and all. */
  open: z.number().int(),
  entries: z.number().int(),
});
export type WatchedLabel = z.infer<typeof WatchedLabel>;
export const WatchedLabels = z.object({ items: z.array(WatchedLabel) });

export const LabelEntryQuery = PageQuery.extend({
  label: z.string().max(64).optional(),
  state: z.enum(['open', 'settled']).optional(),
  /** Only those without any CVE id. */
  withoutCve: z.stringbool().optional(),
});
export type LabelEntryQuery = z.infer<typeof LabelEntryQuery>;

export const LabelEntry = z.object({
  id: z.string(),
  label: z.object({ id: z.string(), label: z.string() }),
  kind: z.enum(['advisory', 'notice']),
  ref: z.string(),
  title: z.string(),
  source: z.string(),
  field: z.enum(['title', 'product', 'description']),
  phrase: z.string(),
  cves: z.array(z.string()),
  publishedAt: z.string().nullable(),
  foundAt: z.string(),
  settledAt: z.string().nullable(),
  settledBy: z.string().nullable(),
  outcome: z.enum(['concerned', 'not_concerned']).nullable(),
});
export type LabelEntry = z.infer<typeof LabelEntry>;

export const SettleBody = z.object({
  ids: z.array(z.string().max(64)).min(1).max(200),
  outcome: z.enum(['concerned', 'not_concerned']),
});
