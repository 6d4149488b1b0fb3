import type { Matchable } from '@vigie/vulnmatch';

const isCve = (id: string): boolean => /^CVE-\d{4}-\d{4,}$/.test(id);
const isGhsa = (id: string): boolean => id.startsWith('GHSA-');

/**
 * Which weaknesses a record speaks of, over all records read: the CVEs it is, is another name of, or fixes. Ids without
 * any CVE form groups of their own, named by the best known id. Two CVEs are never one, whatever a record says.
 */
export class AliasGroups {
  /** CVEs of other ids, as their own records say. */
  readonly #own = new Map<string, string[]>();
  /** The same, as another record says. */
  readonly #said = new Map<string, string>();
  readonly #parents = new Map<string, string>();

  /** Learns the names of a record, also of one that concerns nobody. */
  learn({ id, aliases, rejected }: Matchable): void {
    if (aliases.length === 0 || rejected) return;
    const cves = isCve(id) ? [id] : aliases.filter(isCve);
    if (!isCve(id) && cves.length > 0) this.#own.set(id, cves);
    const [cve] = cves;
    if (cves.length === 1 && cve !== undefined) {
      for (const alias of aliases) if (!isCve(alias)) this.#said.set(alias, cve);
    } else if (cves.length === 0) for (const alias of aliases) this.#union(id, alias);
  }

  /** The ids under which a record's verdict is told; never empty. */
  vulnerabilitiesOf({ id, aliases, upstream }: Pick<Matchable, 'id' | 'aliases' | 'upstream'>): string[] {
    if (isCve(id)) return [id];
    const known = aliases.filter(isCve);
    if (known.length > 0) return known;
    const fixed = (upstream ?? []).flatMap((one) => (isCve(one) ? [one] : this.#cvesOf(one)));
    if (fixed.length > 0) return [...new Set(fixed)];
    for (const one of [id, ...aliases, this.#root(id)]) {
      const cves = this.#cvesOf(one);
      if (cves.length > 0) return cves;
    }
    return [this.#root(id)];
  }

  #cvesOf(id: string): string[] {
    const own = this.#own.get(id);
    if (own) return own;
    const said = this.#said.get(id);
    return said === undefined ? [] : [said];
  }

  #root(id: string): string {
    let root = id;
    for (let up = this.#parents.get(root); up !== undefined; up = this.#parents.get(root)) root = up;
    return root;
  }

  /** A GHSA id names a group before others; else the first in order. */
  #union(a: string, b: string): void {
    const [x, y] = [this.#root(a), this.#root(b)];
    if (x === y) return;
    const isFirst = isGhsa(x) === isGhsa(y) ? x < y : isGhsa(x);
    this.#parents.set(isFirst ? y : x, isFirst ? x : y);
  }
}
