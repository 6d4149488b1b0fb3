import { z } from 'zod';
import { PageQuery, pageOf } from '../http/page.ts';

export const JournalRowSchema = z.object({
  seq: z.number().int(),
  at: z.string(),
  actorKind: z.string(),
  actorId: z.string(),
  actorName: z.string(),
  action: z.string(),
  objectKind: z.string().nullable(),
  objectId: z.string().nullable(),
  objectLabel: z.string().nullable(),
  details: z.record(z.string(), z.unknown()),
  hash: z.string(),
});
export type JournalItem = z.infer<typeof JournalRowSchema>;
export const JournalQuery = PageQuery.extend({
  /** A whole action, or its beginning: `platform.session`. */
  action: z
    .string()
    .regex(/^[a-z0-9.-]{1,100}$/)
    .optional(),
  actorId: z.string().max(100).optional(),
  objectKind: z.string().max(100).optional(),
  objectId: z.string().max(200).optional(),
  from: z.iso.datetime({ offset: true }).optional(),
  to: z.iso.datetime({ offset: true }).optional(),
});
export type JournalQuery = z.output<typeof JournalQuery>;
export const JournalPage = pageOf(JournalRowSchema);
export const JournalState = z.object({
  /** `unverified`: no verification has ended yet. */
  state: z.enum(['unverified', 'intact', 'broken']),
  count: z.number().int(),
  headHash: z.string(),
  verifiedAt: z.string().nullable(),
  /** When the chain was last read from its first entry. */
  fullAt: z.string().nullable(),
  /** The last entry that was read and fits. */
  verifiedSeq: z.number().int(),
  /** The first entry that does not fit, and how. */
  brokenSeq: z.number().int().nullable(),
  problem: z.enum(['missing', 'altered', 'unlinked', 'head']).nullable(),
});
export type JournalState = z.infer<typeof JournalState>;
export const JournalCheckAsked = z.object({ jobId: z.string() });
export const JournalExport = JournalQuery.omit({ page: true, size: true, sort: true }).extend({
  format: z.enum(['csv', 'ndjson']).default('csv'),
});
