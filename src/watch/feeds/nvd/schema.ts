import { z } from 'zod';

/** Only what is read; a field of a wrong form counts as absent. */
const text = z.string().max(20_000).optional().catch(undefined);
const listOf = <T extends z.ZodType>(item: T) =>
  z.array(item.nullable().catch(null)).max(20_000).catch([]).default([]);

const Metric = z.object({
  source: text,
  type: text,
  cvssData: z.object({
    version: z.string().max(10),
    vectorString: z.string().max(500),
    baseScore: z.number().min(0).max(10),
  }),
});
export type NvdMetric = z.output<typeof Metric>;

export const NvdItem = z.object({
  id: z
    .string()
    .regex(/^CVE-\d{4}-\d{4,60}$/)
    .max(80),
  published: text,
  lastModified: text,
  /** A free word since schema 2.2.0: Analyzed, Modified, Deferred, Rejected… */
  vulnStatus: text,
  cisaExploitAdd: text,
  cisaActionDue: text,
  cveTags: listOf(z.object({ tags: listOf(z.string().max(100)) })),
  descriptions: listOf(z.object({ lang: z.string().max(40), value: z.string() })),
  metrics: z
    .object({
      cvssMetricV40: listOf(Metric),
      cvssMetricV31: listOf(Metric),
      cvssMetricV30: listOf(Metric),
      cvssMetricV2: listOf(Metric),
    })
    .catch({ cvssMetricV40: [], cvssMetricV31: [], cvssMetricV30: [], cvssMetricV2: [] })
    .default({ cvssMetricV40: [], cvssMetricV31: [], cvssMetricV30: [], cvssMetricV2: [] }),
  weaknesses: listOf(z.object({ description: listOf(z.object({ value: z.string().max(100) })) })),
  references: listOf(z.object({ url: z.string().max(2000) })),
});
export type NvdItem = z.output<typeof NvdItem>;

export const NvdPage = z.object({
  startIndex: z.number().int().nonnegative(),
  totalResults: z.number().int().nonnegative().max(2_000_000),
  timestamp: z.string().max(60).optional(),
  vulnerabilities: z.array(z.object({ cve: z.unknown() })).max(20_000),
});

/** `year`: the next yearly feed to read; absent: the deltas go on from `since`. */
export const NvdMark = z.object({ since: z.iso.datetime(), year: z.number().int().optional() });
export type NvdMark = z.infer<typeof NvdMark>;
