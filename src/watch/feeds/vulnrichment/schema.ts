import { z } from 'zod';

/** What tells CISA's container from the others of a record. */
export const VULNRICHMENT_ORG = '134c704f-9b21-4f2e-91b3-4a467353bcc0';

export const Outline = z.object({
  dataType: z.literal('CVE_RECORD').optional(),
  cveMetadata: z.looseObject({ cveId: z.string().max(400), state: z.string().max(40) }),
  containers: z.looseObject({
    adp: z
      .array(z.unknown())
      .max(1000)
      .nullish()
      .transform((a) => a ?? []),
  }),
});

export const AdpHead = z.looseObject({
  title: z.string().optional().catch(undefined),
  providerMetadata: z
    .looseObject({
      orgId: z.string().optional().catch(undefined),
      dateUpdated: z.string().optional().catch(undefined),
    })
    .optional()
    .catch(undefined),
});
