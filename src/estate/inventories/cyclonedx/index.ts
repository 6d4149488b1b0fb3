import { fail } from '../../errors.ts';
import { defineInventory, type InventoryDocument } from '../inventory.ts';
import { parseJsonDocument } from '../parse-json.ts';
import { readWhole } from '../read-text.ts';
import { checkPurls, itemsOf } from './items.ts';
import { readXmlBom } from './read-xml-bom.ts';
import type { RawBom } from './schema.ts';
import { validateJson } from './validate-json.ts';

const MOST_XML_BYTES = 64 * 1024 * 1024;

/** CycloneDX, JSON (1.2 to 1.7) and XML (1.0 to 1.7), held to the official schemas. */
export default defineInventory({
  id: 'cyclonedx',
  title: { fr: 'CycloneDX (JSON ou XML)', en: 'CycloneDX (JSON or XML)' },
  accepts: {
    extensions: ['.json', '.xml', '.cdx.json', '.cdx.xml'],
    mediaTypes: ['application/vnd.cyclonedx+json', 'application/vnd.cyclonedx+xml'],
  },
  detect(head) {
    if (/"bomFormat"\s*:/.test(head) || head.includes('http://cyclonedx.org/schema/bom')) return 'yes';
    return /"components"\s*:/.test(head) && /"specVersion"\s*:/.test(head) ? 'maybe' : 'no';
  },
  async *parse(document, { signal }) {
    const bom = await readBom(document);
    signal?.throwIfAborted();
    checkPurls(bom, document.name);
    const seen = new Set<string>();
    for (const item of itemsOf(bom)) {
      signal?.throwIfAborted();
      if (item.kind === 'component' && seen.has(item.ref)) {
        throw fail('inventory-refused', {
          details: { file: document.name, place: item.ref, reason: 'bom-ref' },
        });
      }
      if (item.kind === 'component') seen.add(item.ref);
      yield item;
    }
  },
});

async function readBom(document: InventoryDocument): Promise<RawBom> {
  const start = await startOf(document);
  if (start.startsWith('<')) {
    // XML says its own encoding; what says nothing is UTF-8.
    const legacy = /^<\?xml[^>]*encoding=["'](?:iso-8859-1|windows-1252|us-ascii)["']/i.test(start);
    return readXmlBom(await readWhole(document, MOST_XML_BYTES, { legacy }), document.name);
  }
  const value = await parseJsonDocument(document);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw fail('inventory-refused', { details: { file: document.name, place: '/', reason: 'object' } });
  }
  validateJson(value, document.name);
  return value as RawBom;
}

/** The first signs that are not white space. */
async function startOf(document: InventoryDocument): Promise<string> {
  let start = '';
  for await (const chunk of document.open()) {
    start = (start + Buffer.from(chunk as Uint8Array).toString('latin1')).replace(
      /^(?:\xEF\xBB\xBF|\s)+/,
      '',
    );
    if (start.length >= 200) break;
  }
  return start;
}
