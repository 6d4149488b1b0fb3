/** An object of a parsed document. */
export type Json = Record<string, unknown>;

export const isJson = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The member as an object; an empty one where it is missing or something else. */
export function objectAt(value: unknown, ...names: string[]): Json {
  let here: unknown = value;
  for (const name of names) here = isJson(here) && Object.hasOwn(here, name) ? here[name] : undefined;
  return isJson(here) ? here : {};
}

/** The member as a list of objects, each with its place. */
export function itemsAt(value: Json, name: string, path: string): { item: Json; path: string }[] {
  return listAt(value, name).flatMap((item, i) =>
    isJson(item) ? [{ item, path: `${path}/${name}/${i}` }] : [],
  );
}

export function listAt(value: Json, name: string): unknown[] {
  const found = Object.hasOwn(value, name) ? value[name] : undefined;
  return Array.isArray(found) ? found : [];
}

/** The texts of a list; anything else in it is left out. */
export function textsAt(value: Json, name: string): string[] {
  return listAt(value, name).filter((item): item is string => typeof item === 'string');
}

export function textAt(value: Json, name: string): string | undefined {
  const found = Object.hasOwn(value, name) ? value[name] : undefined;
  return typeof found === 'string' ? found : undefined;
}

export const has = (value: Json, name: string): boolean => Object.hasOwn(value, name);
