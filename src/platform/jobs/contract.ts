import { z } from 'zod';
import { listOf, PageQuery, pageOf } from '../http/page.ts';

export const JobStateSchema = z.enum(['waiting', 'running', 'done', 'failed', 'cancelled']);

export const JobRun = z.object({
  id: z.string(),
  name: z.string(),
  state: JobStateSchema,
  actor: z.string(),
  attempts: z.number().int(),
  maxAttempts: z.number().int(),
  createdAt: z.string(),
  runAt: z.string(),
  startedAt: z.string().nullable(),
  endedAt: z.string().nullable(),
  progress: z
    .object({ done: z.number(), total: z.number().optional(), note: z.string().optional() })
    .nullable(),
  input: z.unknown(),
  result: z.record(z.string(), z.unknown()).nullable(),
  error: z.object({ code: z.string(), message: z.string() }).nullable(),
});
export type JobRun = z.infer<typeof JobRun>;

export const JobQuery = PageQuery.extend({
  state: listOf(JobStateSchema),
  name: z.string().max(100).optional(),
});
export const JobPage = pageOf(JobRun);
