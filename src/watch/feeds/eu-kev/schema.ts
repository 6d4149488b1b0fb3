import { z } from 'zod';

const text = z.string().max(20_000).nullish().catch(null);
const day = z
  .string()
  .max(40)
  .transform((t) => t.trim().replaceAll('/', '-').slice(0, 10))
  .pipe(z.iso.date());

/** ENISA's dump and the CSIRTs network's own file name the same things otherwise. */
export const EuKevEntry = z
  .looseObject({
    cveId: text,
    cveID: text,
    euvdId: text,
    euvdID: text,
    dateAdded: day.optional(),
    dateReported: day.optional(),
    sources: z.array(z.string().max(60)).max(20).optional(),
    vendorProject: text,
    product: text,
    vulnerabilityName: text,
    shortDescription: text,
    notes: text,
  })
  .transform((e) => ({
    cve: /^CVE-\d{4}-\d{4,60}$/.exec((e.cveId ?? e.cveID ?? '').trim())?.[0],
    euvd: /^EUVD-\d{4}-\d{1,60}$/.exec((e.euvdId ?? e.euvdID ?? '').trim())?.[0],
    dateAdded: e.dateAdded ?? e.dateReported,
    isEuropean: e.sources === undefined || e.sources.includes('eukev_kev'),
    vendorProject: e.vendorProject ?? '',
    product: e.product ?? '',
    vulnerabilityName: e.vulnerabilityName ?? '',
    shortDescription: e.shortDescription ?? '',
    notes: e.notes ?? '',
  }));
export type EuKevEntry = z.output<typeof EuKevEntry>;
