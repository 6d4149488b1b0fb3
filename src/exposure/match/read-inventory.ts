import type { Component } from '@vigie/vulnmatch';
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

/** The components of an inventory file in any form that is known. */
export async function readInventory(path: string): Promise<Inventoried[]> {
  const components: Inventoried[] = [];
  let files = 0;
  for await (const file of readFiles(path)) {
    files += 1;
    components.push(...(await readPlainList(file)));
  }
  if (files === 0) throw refuse('inventory-form-unknown', { details: { place: path } });
  return components;
}
