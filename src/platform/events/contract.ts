import { z } from 'zod';
import { PageQuery, pageOf } from '../http/page.ts';

export const ParkedQuery = PageQuery;
/** Something that was told and that a listener could not take, after every try. */
export const ParkedDelivery = z.object({
  id: z.string(),
  event: z.string(),
  listener: z.string(),
  at: z.string(),
  attempts: z.number().int(),
  error: z.string().nullable(),
});
export type ParkedDelivery = z.infer<typeof ParkedDelivery>;
export const ParkedPage = pageOf(ParkedDelivery);
