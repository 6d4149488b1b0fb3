import { fail } from '../../errors.ts';
import { defineInventory, type InventoryDocument } from '../inventory.ts';
import { parseJsonDocument } from '../parse-json.ts';
import { readTextLines } from '../read-lines.ts';
import { itemsOf } from './items.ts';
import { checkDocument, type SpdxDocument } from './schema.ts';
import { readTagValue } from './tag-value.ts';

/** SPDX 2.2 and 2.3, JSON and tag-value. */
export default defineInventory({
  id: 'spdx',
  title: { fr: 'SPDX (JSON ou étiquette-valeur)', en: 'SPDX (JSON or tag-value)' },
  accepts: {
    extensions: ['.spdx.json', '.spdx', '.json'],
    mediaTypes: ['application/spdx+json', 'text/spdx'],
  },
  detect(head) {
    if (/^SPDXVersion:\s*SPDX-/m.test(head) || /"spdxVersion"\s*:/.test(head)) return 'yes';
    return /spdx\.org\/rdf\/3|"SPDXID"\s*:/.test(head) ? 'maybe' : 'no';
  },
  async *parse(document, { signal }) {
    for (const item of itemsOf(await readSpdx(document))) {
      signal?.throwIfAborted();
      yield item;
    }
  },
});

async function readSpdx(document: InventoryDocument): Promise<SpdxDocument> {
  for await (const { text } of readTextLines(document)) {
    if (text.trim() === '') continue;
    if (!/^\s*[[{]/.test(text)) return checkDocument(await readTagValue(document), document.name);
    break;
  }
  const value = await parseJsonDocument(document);
  if (typeof value === 'object' && value !== null && '@context' in value) {
    throw fail('inventory-refused', {
      details: { file: document.name, place: '/@context', reason: 'SPDX 3' },
    });
  }
  return checkDocument(value, document.name);
}
