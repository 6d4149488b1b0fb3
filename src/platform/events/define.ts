import type { z } from 'zod';

/** A fact a room tells upwards. Name: `<room>.<noun>.<past verb>`. The payload holds ids, never whole objects. */
export interface EventDef<P = unknown> {
  name: string;
  schema: z.ZodType<P>;
}

export function defineEvent<P>(name: string, schema: z.ZodType<P>): EventDef<P> {
  return { name, schema };
}
