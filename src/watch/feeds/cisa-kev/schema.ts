import { z } from 'zod';

/** One entry. Fields we do not read are kept with it. */
export const KevEntry = z.looseObject({
  cveID: z
    .string()
    .trim()
    .regex(/^CVE-\d{4}-\d{4,}$/)
    .max(400),
  vendorProject: z.string().max(1000).default(''),
  product: z.string().max(2000).default(''),
  vulnerabilityName: z.string().max(2000),
  dateAdded: z.iso.date(),
  shortDescription: z.string().max(20_000).default(''),
  requiredAction: z.string().max(20_000).default(''),
  dueDate: z.iso
    .date()
    .nullish()
    .or(z.literal('').transform(() => null)),
  knownRansomwareCampaignUse: z.string().max(100).optional(),
  notes: z.string().max(20_000).optional(),
  cwes: z.array(z.string().max(40)).max(200).optional(),
});
export type KevEntry = z.output<typeof KevEntry>;

export const KevCatalogue = z.object({
  catalogVersion: z.string().max(40),
  dateReleased: z.string().max(60),
  count: z.number().int().nonnegative().optional(),
  vulnerabilities: z.array(z.unknown()).max(200_000),
});
