import { z } from 'zod';

/** https://docs.oasis-open.org/csaf/csaf/v2.0/os/csaf-v2.0-os.html#717-requirement-7-provider-metadatajson */
export const ProviderMetadata = z.looseObject({
  canonical_url: z.string().max(2000).optional(),
  role: z.string().max(60).optional().catch(undefined),
  publisher: z.looseObject({ name: z.string().max(300), namespace: z.string().max(500) }),
  distributions: z
    .array(
      z.looseObject({
        directory_url: z.string().max(2000).optional().catch(undefined),
        rolie: z
          .looseObject({
            feeds: z
              .array(
                z.looseObject({
                  tlp_label: z.string().max(40).optional().catch(undefined),
                  url: z.string().max(2000),
                }),
              )
              .max(500),
          })
          .optional()
          .catch(undefined),
      }),
    )
    .max(100)
    .nullish()
    .transform((d) => d ?? []),
});
export type ProviderMetadata = z.output<typeof ProviderMetadata>;

export const CsafMark = z.record(z.string().max(2000), z.iso.datetime());
