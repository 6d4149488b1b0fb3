import { z } from 'zod';

/** Only what is read. A field of a wrong form counts as absent: one odd metric must not cost the record. */
const text = z.string().optional().catch(undefined);
const listOf = <T extends z.ZodType>(item: T) =>
  z.array(item.nullable().catch(null)).max(20_000).catch([]).default([]);

const Cvss = z.object({
  version: z.string().max(10),
  baseScore: z.number().min(0).max(10),
  vectorString: z.string().max(500),
});
const cvss = Cvss.optional().catch(undefined);

const Metric = z.object({
  cvssV4_0: cvss,
  cvssV3_1: cvss,
  cvssV3_0: cvss,
  cvssV2_0: cvss,
  other: z
    .object({
      type: z.string(),
      content: z.object({
        options: listOf(z.record(z.string(), z.unknown())),
        timestamp: text,
        dateAdded: text,
        reference: text,
      }),
    })
    .optional()
    .catch(undefined),
});

const Description = z.object({ lang: z.string().max(40), value: z.string() });

const Affected = z.object({
  vendor: text,
  product: text,
  packageName: text,
  defaultStatus: text,
  versions: listOf(
    z.object({ version: text, status: text, lessThan: text, lessThanOrEqual: text, versionType: text }),
  ),
});
export type Affected = z.output<typeof Affected>;

const Container = z.object({
  title: text,
  providerMetadata: z.object({ orgId: text, shortName: text }).optional().catch(undefined),
  descriptions: listOf(Description),
  rejectedReasons: listOf(Description),
  affected: listOf(Affected),
  metrics: listOf(Metric),
  problemTypes: listOf(z.object({ descriptions: listOf(z.object({ cweId: text, description: text })) })),
  references: listOf(z.object({ url: z.string() })),
});
export type Container = z.output<typeof Container>;

export const CveRecord = z.object({
  cveMetadata: z.object({
    cveId: z.string().max(400),
    state: z.string(),
    datePublished: text,
    dateUpdated: text,
  }),
  containers: z.object({ cna: Container, adp: listOf(Container) }),
});
export type CveRecord = z.output<typeof CveRecord>;

export const Releases = z
  .array(
    z.object({
      assets: z
        .array(z.object({ name: z.string().max(200), browser_download_url: z.url({ protocol: /^https?$/ }) }))
        .max(100),
    }),
  )
  .max(200);
