import type { Matchable } from '@vigie/vulnmatch';

const CVE = /^CVE-\d{4}-\d{4,60}$/;
const GHSA = /^GHSA-[\w-]{4,60}$/;

/** The id under which sources meet: the CVE, else the GHSA id, else the first of the record's own names. */
export function commonId(names: readonly string[]): string {
  const sorted = [...new Set(names)].sort();
  return sorted.find((n) => CVE.test(n)) ?? sorted.find((n) => GHSA.test(n)) ?? (names[0] as string);
}

/** The compiled record under the id where sources meet; its own id becomes another name. */
export function renamed(matchable: Matchable, id: string): Matchable {
  return {
    ...matchable,
    id,
    aliases: [...new Set([matchable.id, ...matchable.aliases])].filter((a) => a !== id).sort(),
  };
}

export const isCve = (id: string): boolean => CVE.test(id);

/** A document may state one weakness in several places: together they are what it says of it. */
export function joinedById(matchables: readonly Matchable[]): Matchable[] {
  const found = new Map<string, Matchable>();
  for (const one of matchables) {
    const known = found.get(one.id);
    found.set(one.id, known ? { ...known, ...listsOf(known, one) } : one);
  }
  return [...found.values()];
}

const LISTS = ['affected', 'trees', 'packages', 'products', 'builds'] as const;

function listsOf(a: Matchable, b: Matchable): Partial<Matchable> {
  const lists = LISTS.flatMap((name) => {
    const all = [...(a[name] ?? []), ...(b[name] ?? [])];
    return all.length > 0 ? [[name, all] as const] : [];
  });
  return { ...Object.fromEntries(lists), aliases: [...new Set([...a.aliases, ...b.aliases])] };
}
