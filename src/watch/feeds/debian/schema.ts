import { z } from 'zod';

export const PACKAGE = /^[a-z0-9][a-z0-9+.-]{0,100}$/;
/** No package is called so: it tells a kept record from an edition of the tracker. */
export const KEPT = '#kept';

const text = z.string().max(20_000).nullish().catch(null);

export const Entry = z.looseObject({
  description: text,
  scope: text,
  releases: z
    .record(
      z.string().max(60),
      z.looseObject({ status: text, fixed_version: text, urgency: text, nodsa: text }),
    )
    .nullish()
    .transform((r) => r ?? {}),
});
export const Entries = z.record(z.string().max(200), z.unknown());
