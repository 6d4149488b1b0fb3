import { fail } from '../../errors.ts';
import type { InventoryDocument } from '../inventory.ts';
import { readTextLines } from '../read-lines.ts';

const MOST_TEXT = 1_000_000;

interface RawPackage {
  name: string;
  SPDXID?: string;
  versionInfo?: string;
  supplier?: string;
  downloadLocation?: string;
  primaryPackagePurpose?: string;
  externalRefs: { referenceCategory: string; referenceType: string; referenceLocator: string }[];
}

/** Tag-value lines as the same raw document as JSON gives; texts in `<text>…</text>` may run over lines. */
export async function readTagValue(document: InventoryDocument): Promise<unknown> {
  const raw: Record<string, unknown> & { packages: RawPackage[]; relationships: unknown[] } = {
    packages: [],
    relationships: [],
  };
  const creation: { created?: string; creators: string[] } = { creators: [] };
  let current: RawPackage | undefined;
  let inFile = false;
  for await (const { tag, value, n } of tags(document)) {
    if (tag === 'PackageName') {
      current = { name: value, externalRefs: [] };
      inFile = false;
      raw.packages.push(current);
    } else if (tag === 'FileName' || tag === 'SnippetSPDXID' || tag === 'LicenseID') inFile = true;
    else if (tag === 'SPDXVersion') raw.spdxVersion = value;
    else if (tag === 'DataLicense') raw.dataLicense = value;
    else if (tag === 'DocumentName') raw.name = value;
    else if (tag === 'DocumentNamespace') raw.documentNamespace = value;
    else if (tag === 'Created') creation.created = value;
    else if (tag === 'Creator') creation.creators.push(value);
    else if (tag === 'Relationship') raw.relationships.push(relationshipOf(value, n, document.name));
    else if (tag === 'SPDXID' && !inFile) {
      if (current && current.SPDXID === undefined) current.SPDXID = value;
      else if (!current) raw.SPDXID = value;
    } else if (current && !inFile) packageTag(current, tag, value);
  }
  return { ...raw, creationInfo: creation };
}

function packageTag(p: RawPackage, tag: string, value: string): void {
  if (tag === 'PackageVersion') p.versionInfo = value;
  else if (tag === 'PackageSupplier') p.supplier = value;
  else if (tag === 'PackageDownloadLocation') p.downloadLocation = value;
  else if (tag === 'PrimaryPackagePurpose') p.primaryPackagePurpose = value;
  else if (tag === 'ExternalRef') {
    const [referenceCategory = '', referenceType = '', ...locator] = value.split(/\s+/);
    p.externalRefs.push({ referenceCategory, referenceType, referenceLocator: locator.join(' ') });
  }
}

function relationshipOf(value: string, n: number, file: string) {
  const [spdxElementId, relationshipType, relatedSpdxElement] = value.split(/\s+/);
  if (!spdxElementId || !relationshipType || !relatedSpdxElement) {
    throw fail('inventory-refused', {
      details: { file, place: `line ${n}`, reason: `Relationship: ${value.slice(0, 80)}` },
    });
  }
  return { spdxElementId, relationshipType, relatedSpdxElement };
}

async function* tags(document: InventoryDocument): AsyncGenerator<{ tag: string; value: string; n: number }> {
  let open: { tag: string; value: string; n: number } | undefined;
  for await (const { text, n } of readTextLines(document)) {
    if (open) {
      open.value += `\n${text}`;
      if (open.value.length > MOST_TEXT)
        throw fail('inventory-too-large', {
          details: { file: document.name, place: `line ${open.n}`, limit: MOST_TEXT },
        });
      if (!text.includes('</text>')) continue;
      yield { ...open, value: textOf(open.value) };
      open = undefined;
      continue;
    }
    if (text.trim() === '' || text.startsWith('#')) continue;
    const match = /^([A-Za-z]+):\s*(.*)$/.exec(text);
    if (!match?.[1])
      throw fail('inventory-malformed', {
        details: { file: document.name, place: `line ${n}`, reason: text.slice(0, 80) },
      });
    const item = { tag: match[1], value: match[2] ?? '', n };
    if (item.value.includes('<text>') && !item.value.includes('</text>')) open = item;
    else yield { ...item, value: textOf(item.value).trim() };
  }
  if (open)
    throw fail('inventory-malformed', {
      details: { file: document.name, place: `line ${open.n}`, reason: '<text>' },
    });
}

const textOf = (value: string): string => value.replace(/^\s*<text>|<\/text>\s*$/g, '');
