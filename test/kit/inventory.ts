import { Readable } from 'node:stream';
import type {
  ComponentItem,
  InventoryDocument,
  InventoryItem,
} from '../../src/estate/inventories/inventory.ts';
import { type ReadOptions, readInventory } from '../../src/estate/inventories/read-inventory.ts';

/** A document of the given parts, opened as often as needed. */
export function documentOf(name: string, ...parts: (string | Uint8Array)[]): InventoryDocument {
  return { name, open: () => Readable.from(parts.map((part) => Buffer.from(part))) };
}

/** All that a document gives, and the form that was found. */
export async function readAllItems(
  document: InventoryDocument,
  options: ReadOptions = {},
): Promise<{ format: string; items: InventoryItem[]; components: ComponentItem[] }> {
  const { format, items: found } = await readInventory(document, options);
  const items: InventoryItem[] = [];
  for await (const item of found) items.push(item);
  return { format, items, components: items.filter((i) => i.kind === 'component') };
}
