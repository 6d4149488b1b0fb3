/** A component as a document gives it, once its asset is known. */
export interface Incoming {
  ref: string;
  name: string;
  version: string | null;
  purl: string | null;
  cpe: string | null;
  vendor: string | null;
  product: string | null;
  type: string | null;
  platforms: string[];
}

export interface Existing {
  id: string;
  identity: string;
  name: string;
  version: string | null;
  isAbsent: boolean;
  /** `factsOf` what is stored. */
  facts: string;
}

export interface Diff {
  added: (Incoming & { identity: string })[];
  changed: (Incoming & { identity: string; id: string; before: string | null })[];
  unchanged: { id: string; identity: string }[];
  /** Known from this source, not in the document any more: marked absent, never deleted. */
  absent: Existing[];
}

/** What makes a component the same thing at the next import: everything but its version. */
export function identityOf(c: Pick<Incoming, 'name' | 'purl' | 'cpe' | 'vendor' | 'product'>): string {
  if (c.purl) return c.purl.replace(/@[^?#]*/, '').toLowerCase();
  if (c.cpe)
    return c.cpe
      .split(/(?<!\\):/)
      .map((part, i) => (i === 5 || i === 6 ? '*' : part))
      .join(':')
      .toLowerCase();
  return `name:${c.vendor ?? ''}:${c.product ?? c.name}`.toLowerCase();
}

/** All that a document says of a component but its place in the document: a difference here is written again. */
export function factsOf(c: Omit<Incoming, 'ref'>): string {
  return JSON.stringify([c.name, c.version, c.purl, c.cpe, c.vendor, c.product, c.type, c.platforms]);
}

/**
 * Compares what a document says of one asset with what that source said before. Two versions of one product side by
 * side are two components; the versions still there stay themselves, whatever their order in the document.
 */
export function diffComponents(existing: readonly Existing[], incoming: readonly Incoming[]): Diff {
  const diff: Diff = { added: [], changed: [], unchanged: [], absent: [] };
  const before = groupBy(existing, (e) => baseOf(e.identity));
  for (const [identity, group] of groupBy(dedupe(incoming), identityOf)) {
    const known = [...(before.get(identity) ?? [])];
    const taken = new Set(known.map((k) => k.identity));
    before.delete(identity);
    const left: Incoming[] = [];
    for (const item of group) {
      const same = known.findIndex((k) => k.version === item.version);
      const [match] = same >= 0 ? known.splice(same, 1) : [];
      if (!match) left.push(item);
      else if (match.isAbsent || match.facts !== factsOf(item))
        diff.changed.push({ ...item, identity: match.identity, id: match.id, before: match.version });
      else diff.unchanged.push({ id: match.id, identity: match.identity });
    }
    for (const item of left) {
      const match = known.shift();
      if (match)
        diff.changed.push({ ...item, identity: match.identity, id: match.id, before: match.version });
      else diff.added.push({ ...item, identity: free(identity, taken) });
    }
    diff.absent.push(...known.filter((k) => !k.isAbsent));
  }
  for (const rest of before.values()) diff.absent.push(...rest.filter((k) => !k.isAbsent));
  return diff;
}

/** The same product and version named twice in a document is one component. */
function dedupe(incoming: readonly Incoming[]): Incoming[] {
  const seen = new Map<string, Incoming>();
  for (const item of incoming) {
    const key = `${identityOf(item)}\n${item.version ?? ''}`;
    if (!seen.has(key)) seen.set(key, item);
  }
  return [...seen.values()];
}

const SEPARATOR = '\u0001';
const baseOf = (identity: string): string => identity.split(SEPARATOR)[0] ?? identity;

function free(identity: string, taken: Set<string>): string {
  let candidate = identity;
  for (let rank = 2; taken.has(candidate); rank++) candidate = `${identity}${SEPARATOR}${rank}`;
  taken.add(candidate);
  return candidate;
}

function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}
