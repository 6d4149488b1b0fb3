import { ApiError, patch, post } from '../../platform/web/api.ts';
import { type Noun, PATHS, type Stored } from './nouns.ts';

/** Creates, or sends only the fields that differ from what the person saw: others may have written the rest meanwhile. */
export function saveNoun(
  noun: Noun,
  seen: Stored | undefined,
  values: Record<string, unknown>,
): Promise<Stored> {
  if (!seen) return post<Stored>(PATHS[noun], values);
  return patch<Stored>(`${PATHS[noun]}/${seen.id}`, {
    versionNo: seen.versionNo,
    data: changed(seen, values),
  });
}

export function changed(seen: Stored, values: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(values).filter(([key, value]) => !same(seen[key], value)));
}

/** Empty, absent and null are the same "not said". */
export const same = (a: unknown, b: unknown): boolean =>
  JSON.stringify(a ?? null, sorted) === JSON.stringify(b ?? null, sorted);

/** The store and the schema do not keep the keys of an object in the same order. */
const sorted = (_key: string, value: unknown) =>
  value && typeof value === 'object' && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).sort(([x], [y]) => (x < y ? -1 : 1)))
    : value;

/** What the object is now, when a change was refused because somebody changed it meanwhile. */
export function currentOf(error: unknown): Stored | undefined {
  if (!(error instanceof ApiError) || error.code !== 'estate.changed-meanwhile') return undefined;
  const current = error.details.current;
  return current && typeof current === 'object' ? (current as Stored) : undefined;
}
