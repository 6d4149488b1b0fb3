import { normaliseName } from '@vigie/identifiers';
import { keysOfComponent } from '@vigie/vulnmatch';
import type { Candidate } from '../../estate/index.ts';
import type { NamedProduct } from '../../watch/index.ts';

/** A label as an inventory writes it. */
export interface Asked {
  vendor: string | null;
  name: string;
  rejected: readonly string[];
}

export type Proposal = Omit<Candidate, 'records'>;

interface Read {
  words: readonly string[];
  vendorWords: readonly string[];
  productWords: readonly string[];
  vendorKey: string;
  /** Product without spaces, to be the same name whatever the spacing. */
  joined: string;
}
type Known = NamedProduct & Read;

const MOST = 5;
const LEAST_SCORE = 0.35;
/** A word of more products than this brings nobody; it still counts among the words shared. */
const COMMON = 600;
const MAX_WORDS = 24;
/** Judged in full, of all that share a word. */
const JUDGED = 40;

/** The products that sources name, found by their words. */
export class ProductIndex {
  readonly #products: NamedProduct[] = [];
  readonly #counts: number[] = [];
  readonly #byWord = new Map<string, number[]>();
  readonly #byName = new Map<string, number[]>();
  readonly #keys = new Set<string>();

  get size(): number {
    return this.#products.length;
  }

  add(product: NamedProduct): void {
    const { words, joined } = readProduct(product);
    const at = this.#products.length;
    this.#products.push(product);
    this.#counts.push(words.length);
    this.#keys.add(product.key);
    push(this.#byName, joined, at);
    for (const word of words) push(this.#byWord, word, at);
  }

  /** True when a source names the product just as the inventory writes it. */
  names(asked: Asked): boolean {
    if (asked.vendor === null) return false;
    return keysOfComponent({ ref: 'label', vendor: asked.vendor, product: asked.name }).some((key) =>
      this.#keys.has(key),
    );
  }

  /** What a label may be, the likeliest first, each with its reasons. Nothing alike: nothing proposed. */
  propose(asked: Asked): Proposal[] {
    const vendor = asked.vendor ? wordsOf(asked.vendor, 'vendor') : [];
    const name = wordsOf(asked.name);
    const rejected = new Set(asked.rejected);
    const proposals: Proposal[] = [];
    for (const at of this.#gather(vendor, name)) {
      const product = this.#products[at];
      if (!product || rejected.has(product.key)) continue;
      const proposal = this.#judge({ ...product, ...readProduct(product) }, vendor, name);
      if (proposal.score >= LEAST_SCORE) proposals.push(proposal);
    }
    return proposals
      .sort((a, b) => b.score - a.score || a.product.length - b.product.length || (a.key < b.key ? -1 : 1))
      .slice(0, MOST);
  }

  /** The products with the most weight of words in common for their length, and those of the same name. */
  #gather(vendor: readonly string[], name: readonly string[]): Set<number> {
    const shared = new Map<number, number>();
    const own = [...new Set([...name, ...vendor])].slice(0, MAX_WORDS);
    const total = own.reduce((sum, word) => sum + this.#weight(word), 0);
    const mean = total / Math.max(own.length, 1);
    for (const word of own) {
      const holders = this.#byWord.get(word) ?? [];
      if (holders.length > COMMON) continue;
      const weight = this.#weight(word);
      for (const at of holders) shared.set(at, (shared.get(at) ?? 0) + weight);
    }
    const likeness = ([at, weight]: [number, number]) => weight / (total + mean * (this.#counts[at] ?? 0));
    const best = [...shared]
      .map((entry): [number, number] => [entry[0], likeness(entry)])
      .sort((a, b) => b[1] - a[1])
      .slice(0, JUDGED)
      .map(([at]) => at);
    const found = new Set(best);
    const same = (joined: string) => {
      for (const at of (this.#byName.get(joined) ?? []).slice(0, JUDGED)) found.add(at);
    };
    same(withoutLead(name, vendor).join(''));
    // A product's whole name within the label, however common its words.
    for (let n = 2; n <= Math.min(name.length, 6); n++)
      for (let i = 0; i + n <= name.length; i++) same(name.slice(i, i + n).join(''));
    return found;
  }

  #weight(word: string): number {
    const holders = this.#byWord.get(word)?.length ?? 1;
    return Math.log(1 + (this.#products.length + 1) / holders);
  }

  #judge(product: Known, vendor: readonly string[], name: readonly string[]): Proposal {
    const own = new Set([...vendor, ...name]);
    const shared = product.words.filter((w) => own.has(w));
    const union = new Set([...own, ...product.words]);
    const sum = (words: Iterable<string>) => [...words].reduce((total, w) => total + this.#weight(w), 0);
    let score = 0.6 * (sum(shared) / Math.max(sum(union), 1e-9));
    const reasons: Proposal['reasons'] = [];
    const inName = product.vendorWords.length > 0 && product.vendorWords.every((w) => name.includes(w));
    const isVendor =
      vendor.length > 0 &&
      (vendor.join('') === product.vendorKey || product.vendorWords.every((w) => vendor.includes(w)));
    const stripped = withoutLead(name, isVendor ? vendor : inName ? product.vendorWords : []).join('');
    if (product.joined !== '' && (stripped === product.joined || name.join('') === product.joined)) {
      score += 0.25;
      reasons.push({ rule: 'same-name', facts: { name: product.product } });
    } else if (shared.length > 0) {
      // The whole name of the product stands in the label: `ScreenConnect` in `ScreenConnect Client`.
      if (product.productWords.every((w) => own.has(w))) score += 0.2;
      reasons.push({
        rule: 'words',
        facts: { words: shared.join(', '), count: shared.length, of: own.size },
      });
    }
    if (isVendor) {
      score += 0.15;
      reasons.push({ rule: 'same-vendor', facts: { vendor: product.vendor } });
    } else if (inName) {
      score += 0.15;
      reasons.push({ rule: 'vendor-in-name', facts: { vendor: product.vendor } });
    } else if (vendor.length > 0) {
      score -= 0.2;
      reasons.push({ rule: 'other-vendor', facts: { vendor: product.vendor } });
    }
    if (product.cpe) reasons.push({ rule: 'cpe', facts: { cpe: headOf(product.cpe) } });
    const { key, cpe } = product;
    const rounded = Math.round(Math.min(1, Math.max(0, score)) * 100) / 100;
    return { key, vendor: product.vendor, product: product.product, cpe, score: rounded, reasons };
  }
}

/** Read again for the few that are judged: kept for every product it would cost more than the index itself. */
function readProduct(product: NamedProduct): Read {
  const vendorWords = wordsOf(product.vendor, 'vendor');
  const productWords = wordsOf(product.product);
  return {
    vendorWords,
    productWords,
    words: [...new Set([...vendorWords, ...productWords])],
    vendorKey: vendorWords.join(''),
    joined: withoutLead(productWords, vendorWords).join(''),
  };
}

function wordsOf(text: string, kind: 'vendor' | 'product' = 'product'): string[] {
  return normaliseName(text, kind)
    .split(' ')
    .filter((w) => w !== '')
    .slice(0, MAX_WORDS);
}

/** `microsoft edge` of Microsoft is `edge`. */
function withoutLead(words: readonly string[], lead: readonly string[]): readonly string[] {
  const isLed = lead.length > 0 && words.length > lead.length && lead.every((w, i) => words[i] === w);
  return isLed ? words.slice(lead.length) : words;
}

const headOf = (cpe: string): string =>
  cpe
    .split(/(?<!\\):/, 5)
    .slice(2)
    .join(':');

function push(map: Map<string, number[]>, key: string, value: number): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}
