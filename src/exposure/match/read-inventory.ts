import { createReadStream, createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { Component } from '@vigie/vulnmatch';
import type { InventoryItem } from '../../estate/index.ts';
import { type OpenedFile, readFiles } from '../../platform/files/read-archive.ts';
import { parseJson, readJsonValues } from '../../platform/files/read-json.ts';
import { refuse } from './errors.ts';

/** A component of a file, with whether its asset can be reached from outside, where the file says so. */
export interface Inventoried extends Component {
  exposed?: 'yes' | 'no';
}

/** A small machine's memory holds this many components and their index. */
export const MAX_COMPONENTS = 2_000_000;

const FIELDS = ['ref', 'asset', 'name', 'version', 'purl', 'cpe', 'vendor', 'product'] as const;

/** The plain list: JSON or NDJSON objects `{asset?, purl?|cpe?|vendor?,product?,version}`. */
export async function readPlainList(file: OpenedFile): Promise<Inventoried[]> {
  const components: Inventoried[] = [];
  for await (const value of readJsonValues(file.place, file.content, { maxValueBytes: 1024 ** 2 })) {
    const place = `${file.place}:${value.line}`;
    components.push(componentOf(parseJson(file.place, value, 8), place, components.length));
    if (components.length > MAX_COMPONENTS)
      throw refuse('inventory-too-large', { details: { place, limit: MAX_COMPONENTS } });
  }
  return components;
}

function componentOf(item: unknown, place: string, index: number): Inventoried {
  if (typeof item !== 'object' || item === null || Array.isArray(item))
    throw refuse('inventory-malformed', { details: { place, reason: 'object expected' } });
  const given = item as Record<string, unknown>;
  const component: Inventoried = { ref: String(index + 1) };
  for (const field of FIELDS) {
    const value = given[field] ?? (field === 'ref' ? given['bom-ref'] : undefined);
    if (value === undefined || value === null || value === '') continue;
    if (typeof value !== 'string' && typeof value !== 'number')
      throw refuse('inventory-malformed', { details: { place, reason: `${field}: text expected` } });
    const text = String(value);
    if (text.length > 4096)
      throw refuse('inventory-malformed', { details: { place, reason: `${field}: too long` } });
    component[field] = text;
  }
  if (
    component.purl === undefined &&
    component.cpe === undefined &&
    component.product === undefined &&
    component.name === undefined
  )
    throw refuse('inventory-malformed', {
      details: { place, reason: 'one of purl, cpe, product or name expected' },
    });
  if (Array.isArray(given.platforms))
    component.platforms = given.platforms.filter((p) => typeof p === 'string').slice(0, 50);
  if (given.exposed === 'yes' || given.exposed === true) component.exposed = 'yes';
  if (given.exposed === 'no' || given.exposed === false) component.exposed = 'no';
  return component;
}

export interface InventoryWarning {
  place: string;
  code: string;
  details: Record<string, unknown>;
}

/** The components of an inventory file: the plain list, or any form the estate reads; archives are opened. */
export async function readInventory(
  path: string,
  onWarning: (warning: InventoryWarning) => void = () => {},
): Promise<Inventoried[]> {
  const components: Inventoried[] = [];
  let files = 0;
  for await (const file of readFiles(path)) {
    files += 1;
    const { head, content } = await headOf(file);
    const opened = { ...file, content };
    const read = isPlainList(head)
      ? await readPlainList(opened)
      : await readByEstate(path, opened, onWarning);
    for (const component of read) components.push(component);
    if (components.length > MAX_COMPONENTS)
      throw refuse('inventory-too-large', { details: { place: path, limit: MAX_COMPONENTS } });
  }
  if (files === 0) throw refuse('inventory-form-unknown', { details: { place: path } });
  return components;
}

const HEAD = 64 * 1024;

async function headOf(file: OpenedFile): Promise<{ head: string; content: AsyncIterable<Buffer> }> {
  const iterator = file.content[Symbol.asyncIterator]();
  const first: Buffer[] = [];
  let size = 0;
  let done = false;
  while (size < HEAD && !done) {
    const next = await iterator.next();
    if (next.done) done = true;
    else {
      first.push(next.value);
      size += next.value.length;
    }
  }
  async function* content(): AsyncGenerator<Buffer> {
    yield* first;
    for (let next = await iterator.next(); !next.done; next = await iterator.next()) yield next.value;
  }
  return {
    head: Buffer.concat(first)
      .toString('utf8', 0, HEAD)
      .replace(/^\uFEFF/, '')
      .trimStart(),
    content: content(),
  };
}

/** A JSON array, or lines of objects, that name components; SBOM documents say what they are in their first bytes. */
export function isPlainList(head: string): boolean {
  if (head.startsWith('[')) return true;
  if (!head.startsWith('{') || /"(bomFormat|spdxVersion|SPDXID|@context|\$schema)"/.test(head)) return false;
  const line = head.split('\n', 1)[0] ?? '';
  return /"(purl|cpe|product|name)"\s*:/.test(line) && line.trimEnd().endsWith('}');
}

/** The estate opens a document several times, so what comes out of an archive first lies on disk. */
async function readByEstate(
  path: string,
  file: OpenedFile,
  onWarning: (warning: InventoryWarning) => void,
): Promise<Inventoried[]> {
  const folder = await mkdtemp(join(tmpdir(), 'vigie-match-'));
  try {
    const copy = join(folder, 'document');
    await pipeline(file.content, createWriteStream(copy, { mode: 0o600 }));
    // Loaded when asked for: the plain list must not pay for the estate.
    const estate = await import('../../estate/index.ts');
    const name = file.place === path ? basename(path) : file.place;
    const { items } = await estate.readInventory({ name, open: () => createReadStream(copy) }, {});
    return await takeItems(items, file.place, onWarning);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function takeItems(
  items: AsyncIterable<InventoryItem>,
  place: string,
  onWarning: (warning: InventoryWarning) => void,
): Promise<Inventoried[]> {
  const components: Inventoried[] = [];
  const assets = new Map<string, string>();
  let subject: string | undefined;
  for await (const item of items) {
    if (item.kind === 'warning')
      onWarning({ place: item.place, code: item.code, details: item.details ?? {} });
    else if (item.kind === 'asset') assets.set(item.ref, item.name);
    else if (item.kind === 'subject') subject = item.name;
    else if (item.kind === 'component') {
      const { ref, name, version, purl, cpe, vendor, product, asset, platforms } = item;
      const given = {
        ref,
        name,
        version,
        purl,
        cpe,
        vendor,
        product,
        asset,
        platforms: platforms && [...platforms],
      };
      components.push(
        Object.fromEntries(
          Object.entries(given).filter(([, v]) => v !== undefined),
        ) as unknown as Inventoried,
      );
      if (components.length > MAX_COMPONENTS)
        throw refuse('inventory-too-large', { details: { place, limit: MAX_COMPONENTS } });
    }
  }
  // What one document lists lies together, also where it does not name the machine.
  for (const component of components)
    component.asset =
      component.asset === undefined
        ? (subject ?? basename(place))
        : (assets.get(component.asset) ?? component.asset);
  return components;
}
