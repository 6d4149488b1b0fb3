import { z } from 'zod';

/** Only the fields we read. */
export const __Name__Entry = z.object({
  id: z.string().max(200),
  summary: z.string().max(20_000).optional(),
  modified: z.string().max(40).optional(),
});
export type __Name__Entry = z.infer<typeof __Name__Entry>;
