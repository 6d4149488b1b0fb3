import { z } from 'zod';

/** `#model_version:v2025.03.14,score_date:2026-09-13T00:00:00+0000` */
export const EpssHead = z.object({
  model_version: z.string().max(60).default('unknown'),
  score_date: z.string().regex(/^\d{4}-\d{2}-\d{2}/),
});
