import { createReadStream, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { InventoryItem } from './inventory.ts';
import { inventoryFormats, readInventory } from './read-inventory.ts';

const folders = readdirSync(import.meta.dirname, { withFileTypes: true })
  .filter((d) => d.isDirectory())
  .map((d) => d.name)
  .sort();

const fixture = (id: string, kind: string): string => {
  const dir = join(import.meta.dirname, id, 'fixtures');
  const file = readdirSync(dir).find((f) => f.startsWith(`${kind}.`));
  if (!file) throw new Error(`${id} has no fixture ${kind}`);
  return join(dir, file);
};

async function readAll(
  path: string,
  options: { format?: string; signal?: AbortSignal } = {},
): Promise<InventoryItem[]> {
  const items: InventoryItem[] = [];
  const { items: found } = await readInventory({ name: path, open: () => createReadStream(path) }, options);
  for await (const item of found) items.push(item);
  return items;
}
const things = (items: readonly InventoryItem[]) =>
  items.filter((i) => i.kind === 'component' || i.kind === 'asset');

it('is one folder a form, and every folder is one form', () => {
  expect(inventoryFormats().map((f) => f.id)).toEqual(folders);
});

describe.each(inventoryFormats().map((f) => [f.id, f] as const))('%s', (id, format) => {
  it('has a title in both languages', () => {
    expect(format.title.fr).toBeTruthy();
    expect(format.title.en).toBeTruthy();
  });

  it('recognises its own documents', async () => {
    for (const kind of ['one', 'many']) {
      const path = fixture(id, kind);
      const { format: found } = await readInventory({ name: path, open: () => createReadStream(path) });
      expect(found).toBe(id);
    }
  });

  it('reads one and many, each with its own reference, the same twice', async () => {
    expect(things(await readAll(fixture(id, 'one'))).length).toBeGreaterThanOrEqual(1);
    const many = await readAll(fixture(id, 'many'));
    const refs = things(many).map((i) => `${i.kind} ${'ref' in i ? i.ref : ''}`);
    expect(refs.length).toBeGreaterThan(1);
    expect(new Set(refs).size).toBe(refs.length);
    expect(await readAll(fixture(id, 'many'))).toEqual(many);
  });

  it('gives nothing for a document with nothing in it', async () => {
    const items = await readAll(fixture(id, 'none'), { format: id }).catch((error) => {
      expect(error).toMatchObject({ code: 'estate.inventory-malformed' });
      return [];
    });
    expect(things(items)).toEqual([]);
  });

  it('refuses a broken document with its name and the place', async () => {
    const error = await readAll(fixture(id, 'broken'), { format: id }).catch((e) => e);
    expect(error.code).toMatch(/^estate\.inventory-/);
    expect(error.details.file).toContain('broken');
    expect(error.details.place).toBeTruthy();
  });

  it('stops when told to', async () => {
    await expect(readAll(fixture(id, 'many'), { format: id, signal: AbortSignal.abort() })).rejects.toThrow();
  });
});
