import { z } from 'zod';

const text = z.string().max(200_000).nullish().catch(null);
const vector = z.looseObject({ vector_string: text }).nullish().catch(null);

/** An advisory as GitHub's REST API gives it: https://docs.github.com/rest/security-advisories/global-advisories */
export const ApiAdvisory = z.looseObject({
  ghsa_id: z
    .string()
    .regex(/^GHSA-[\w-]{4,60}$/)
    .max(80),
  cve_id: text,
  identifiers: z
    .array(z.looseObject({ value: z.string().max(250) }))
    .max(100)
    .nullish()
    .catch(null),
  summary: text,
  description: text,
  published_at: text,
  updated_at: z.string().max(60),
  withdrawn_at: text,
  references: z.array(z.string().max(2000)).max(1000).nullish().catch(null),
  cvss_severities: z.looseObject({ cvss_v3: vector, cvss_v4: vector }).nullish().catch(null),
  vulnerabilities: z
    .array(
      z.looseObject({
        package: z.looseObject({ ecosystem: z.string().max(60), name: z.string().max(500) }).nullish(),
        vulnerable_version_range: text,
      }),
    )
    .max(5000)
    .nullish()
    .transform((v) => v ?? []),
});
export type ApiAdvisory = z.output<typeof ApiAdvisory>;

export const GhsaMark = z.object({ since: z.iso.datetime({ offset: true }) });
