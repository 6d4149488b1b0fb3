import { z } from 'zod';

const text = z.string().nullish().catch(null);
const listOf = <T extends z.ZodType>(item: T) =>
  z.array(item.nullable().catch(null)).max(20_000).nullish().catch(null);

/** Only what is read; the document is kept whole. */
export const CertfrNotice = z.object({
  reference: z.string().trim().max(60),
  title: z.string().max(2000),
  summary: text,
  affected_systems: listOf(
    z.object({
      description: text,
      product: z
        .object({ name: text, vendor: z.object({ name: text }).nullish().catch(null) })
        .nullish()
        .catch(null),
    }),
  ),
  cves: listOf(z.object({ name: z.string() })),
  risks: listOf(z.object({ description: z.string() })),
  revisions: listOf(z.object({ description: text, revision_date: z.string() })),
  closed_at: text,
});
