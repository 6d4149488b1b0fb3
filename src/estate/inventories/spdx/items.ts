import type { InventoryItem } from '../inventory.ts';
import type { SpdxDocument } from './schema.ts';

/** The subject, then every package with the purl and CPE that its external references give. */
export function* itemsOf(document: SpdxDocument): Generator<InventoryItem> {
  const described = new Set([
    ...(document.documentDescribes ?? []),
    ...(document.relationships ?? []).flatMap((r) =>
      r.relationshipType === 'DESCRIBES' ? [r.relatedSpdxElement] : [],
    ),
  ]);
  const packages = document.packages ?? [];
  const subject = packages.find((p) => described.has(p.SPDXID));
  yield {
    kind: 'subject',
    name: subject?.name ?? document.name,
    ...(known(subject?.versionInfo) ? { version: subject?.versionInfo ?? '' } : {}),
  };
  for (const p of packages) {
    const refs = p.externalRefs ?? [];
    const purl = refs.find((r) => r.referenceType === 'purl')?.referenceLocator;
    const cpe =
      refs.find((r) => /cpe23Type$/.test(r.referenceType))?.referenceLocator ??
      refs.find((r) => /cpe22Type$/.test(r.referenceType))?.referenceLocator;
    const vendor = known(p.supplier)
      ? p.supplier?.replace(/^(Organization|Person|Tool):\s*/, '').replace(/\s*\(.*\)$/, '')
      : undefined;
    yield {
      kind: 'component',
      ref: p.SPDXID,
      name: p.name,
      ...(known(p.versionInfo) ? { version: p.versionInfo ?? '' } : {}),
      ...(purl ? { purl } : {}),
      ...(cpe ? { cpe } : {}),
      ...(vendor ? { vendor, product: p.name } : {}),
      ...(p.primaryPackagePurpose ? { type: p.primaryPackagePurpose.toLowerCase() } : {}),
    };
  }
}

const known = (text: string | undefined): boolean =>
  text !== undefined && text !== '' && !/^(NOASSERTION|NONE)$/.test(text);
