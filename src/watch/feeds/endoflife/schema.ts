import { z } from 'zod';

const text = z.string().max(2000).nullish().catch(null);
const day = z.iso.date().nullish().catch(null);
const flag = z.boolean().nullish().catch(null);

export const Release = z.looseObject({
  name: z.string().max(200),
  codename: text,
  label: text,
  releaseDate: day,
  isLts: flag,
  isEol: flag,
  eolFrom: day,
  isEoas: flag,
  eoasFrom: day,
  isEoes: flag,
  eoesFrom: day,
  isMaintained: flag,
  latest: z.looseObject({ name: text, date: day }).nullish().catch(null),
});
export type Release = z.output<typeof Release>;

export const Product = z.looseObject({
  name: z
    .string()
    .regex(/^[a-z0-9][a-z0-9._+-]*$/)
    .max(100),
  label: z.string().max(300),
  aliases: z.array(z.string().max(200)).max(200).catch([]).default([]),
  category: text,
  identifiers: z
    .array(z.looseObject({ type: z.string().max(40), id: z.string().max(500) }))
    .max(5000)
    .catch([])
    .default([]),
  releases: z.array(Release).min(1).max(5000),
});
export type Product = z.output<typeof Product>;
