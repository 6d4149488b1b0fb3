import { z } from 'zod';

/** Query of every list: `?page=2&size=50&sort=-deadline&q=tomcat`. Lists extend it with their filters. */
export const PageQuery = z.object({
  page: z.coerce.number().int().min(1).max(100_000).default(1),
  size: z.coerce.number().int().min(1).max(200).default(50),
  /** A column name of the list, `-` before it for descending. */
  sort: z.string().max(60).optional(),
  /** Free text, as typed. */
  q: z.string().trim().max(200).optional(),
});
export type PageQuery = z.infer<typeof PageQuery>;

/** What `sort` names in the list's own map, `-` aside; never what every object inherits (`constructor`, `__proto__`). */
export function sortIn<T>(map: Readonly<Record<string, T>>, sort: string | undefined): T | undefined {
  const name = (sort ?? '').replace(/^-/, '');
  return Object.hasOwn(map, name) ? map[name] : undefined;
}

/** Answer of every list. `total` counts all rows that pass the filters. */
export function pageOf<T extends z.ZodType>(item: T) {
  return z.object({
    items: z.array(item),
    total: z.number().int(),
    page: z.number().int(),
    size: z.number().int(),
  });
}

/** `?severity=critical,high` or repeated: a list of values of an enumeration. */
export function listOf<T extends z.ZodType>(item: T) {
  return z.preprocess(
    (v) =>
      v === undefined || v === ''
        ? undefined
        : Array.isArray(v)
          ? v.flatMap((x) => String(x).split(','))
          : String(v).split(','),
    z.array(item).max(100).optional(),
  );
}
