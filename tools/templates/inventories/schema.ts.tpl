import { z } from 'zod';

/** Only the fields we read. */
export const __Name__Document = z.object({
  '__id__': z.array(z.object({ name: z.string().max(500), version: z.string().max(300).optional() })).max(1_000_000),
});
