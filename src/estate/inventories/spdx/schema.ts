import { z } from 'zod';
import { fail } from '../../errors.ts';

const SpdxId = z.string().regex(/^(DocumentRef-[\w.+-]+:)?SPDXRef-[A-Za-z0-9.-]+$/);
/** Real producers write `_`, `+` and other signs in ids: accepted as long as they are told apart. */
const LooseId = z.string().min(1).max(4096);

export const SpdxPackage = z.object({
  SPDXID: LooseId,
  name: z.string().min(1),
  versionInfo: z.string().optional(),
  supplier: z.string().optional(),
  downloadLocation: z.string(),
  primaryPackagePurpose: z.string().optional(),
  externalRefs: z
    .array(
      z.object({ referenceCategory: z.string(), referenceType: z.string(), referenceLocator: z.string() }),
    )
    .optional(),
});

export const SpdxSchema = z.object({
  spdxVersion: z.string().regex(/^SPDX-2\.[0-3]$/),
  SPDXID: SpdxId,
  name: z.string(),
  dataLicense: z.string(),
  documentNamespace: z.string(),
  creationInfo: z.object({ created: z.string(), creators: z.array(z.string()).min(1) }),
  documentDescribes: z.array(z.string()).optional(),
  packages: z.array(SpdxPackage).optional(),
  files: z.array(z.object({ SPDXID: LooseId })).optional(),
  relationships: z
    .array(
      z.object({ spdxElementId: z.string(), relationshipType: z.string(), relatedSpdxElement: z.string() }),
    )
    .optional(),
});
export type SpdxDocument = z.infer<typeof SpdxSchema>;

/** Refuses what is not an SPDX 2 document, naming the first place that does not fit; package ids are unique. */
export function checkDocument(value: unknown, file: string): SpdxDocument {
  const read = SpdxSchema.safeParse(value);
  if (!read.success) {
    const [issue] = read.error.issues;
    throw fail('inventory-refused', {
      details: { file, place: `/${(issue?.path ?? []).join('/')}`, reason: issue?.message ?? 'SPDX' },
    });
  }
  const seen = new Set<string>();
  for (const [i, p] of (read.data.packages ?? []).entries()) {
    if (seen.has(p.SPDXID))
      throw fail('inventory-refused', {
        details: { file, place: `/packages/${i}/SPDXID`, reason: p.SPDXID },
      });
    seen.add(p.SPDXID);
  }
  return read.data;
}
