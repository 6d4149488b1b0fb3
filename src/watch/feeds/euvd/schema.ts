import { z } from 'zod';

const text = z.string().max(100_000).nullish().catch(null);
const named = (key: 'product' | 'vendor') =>
  z
    .array(
      z
        .looseObject({ [key]: z.looseObject({ name: text }).nullish(), product_version: text })
        .nullable()
        .catch(null),
    )
    .max(20_000)
    .nullish()
    .catch(null);

export const EuvdItem = z.looseObject({
  id: z
    .string()
    .regex(/^EUVD-\d{4}-\d{1,60}$/)
    .max(80),
  description: text,
  datePublished: text,
  dateUpdated: text,
  exploitedSince: text,
  baseScore: z.number().min(0).max(10).nullish().catch(null),
  baseScoreVersion: text,
  baseScoreVector: text,
  references: text,
  aliases: text,
  assigner: text,
  enisaIdProduct: named('product'),
  enisaIdVendor: named('vendor'),
});
export type EuvdItem = z.output<typeof EuvdItem>;

export const EuvdPage = z.object({
  items: z.array(z.unknown()).max(1000),
  total: z.number().int().nonnegative().max(10_000_000),
});

export const EuvdMark = z.object({ since: z.iso.date() });
