import { branchesOf, type PlacedItem, scopeOf } from './context.ts';
import { isJson, itemsAt, type Json, objectAt, textAt, textsAt } from './json.ts';

/** How a component and a product belong together. */
export type RelationCategory =
  | 'default_component_of'
  | 'external_component_of'
  | 'installed_on'
  | 'installed_with'
  | 'optional_component_of';

/** A product of a document, with what its place in the tree says of it. */
export interface CsafProduct {
  /** Local to the document. */
  id: string;
  name: string;
  vendor?: string;
  /** Name of the product without its version, where a branch gives it. */
  product?: string;
  /** The words of the branch that give the version or the versions. */
  version?: { text: string; isRange: boolean };
  /** Names of the branches from the root down, as the author wrote them. */
  path: string[];
  cpe?: string;
  purls: string[];
  /** Hashes of its files, as `sha256:…`. */
  hashes: string[];
  models: string[];
  /** Set for a product made of two: the component, and what it belongs to or stands on. */
  relation?: { category: RelationCategory; component: string; to: string };
}

/** Most products that are read of one document; the largest published have about 30,000. */
const MAX_PRODUCTS = 200_000;

/**
 * The products of a document by their id: branches, full product names, and relationships (2.0) or product paths (2.1)
 * with what they are made of. The first definition of an id stands.
 */
export function productsOf(document: unknown): Map<string, CsafProduct> {
  const products = new Map<string, CsafProduct>();
  const tree = objectAt(document, 'product_tree');
  const add = (product: CsafProduct | undefined): void => {
    if (product && !products.has(product.id) && products.size < MAX_PRODUCTS)
      products.set(product.id, product);
  };
  for (const { item } of itemsAt(tree, 'full_product_names', '')) add(readProduct(item, []));
  for (const { branch, trail } of branchesOf(tree))
    if (isJson(branch.product)) add(readProduct(branch.product, trail));
  for (const { item } of itemsAt(tree, 'relationships', '')) add(readRelationship(item));
  for (const { item } of itemsAt(tree, 'product_paths', ''))
    for (const product of readPath(item)) add(product);
  return products;
}

const VERSIONS = ['product_version', 'product_version_range'];

function readProduct(item: Json, trail: readonly Json[]): CsafProduct | undefined {
  const id = textAt(item, 'product_id');
  const name = textAt(item, 'name');
  if (id === undefined || name === undefined) return undefined;
  const helper = objectAt(item, 'product_identification_helper');
  const cpe = textAt(helper, 'cpe');
  const vendor = nameOf(trail, ['vendor']);
  const product = nameOf(trail, ['product_name']) ?? nameOf(trail, ['product_family']);
  const last = [...trail].reverse().find((b) => VERSIONS.includes(textAt(b, 'category') ?? ''));
  const version = last && textAt(last, 'name');
  const purl = textAt(helper, 'purl');
  return {
    id,
    name,
    ...(vendor === undefined ? {} : { vendor }),
    ...(product === undefined ? {} : { product }),
    ...(last === undefined || version === undefined
      ? {}
      : { version: { text: version, isRange: textAt(last, 'category') === 'product_version_range' } }),
    path: trail.flatMap((branch) => textAt(branch, 'name') ?? []),
    ...(cpe === undefined ? {} : { cpe }),
    purls: [...(purl === undefined ? [] : [purl]), ...textsAt(helper, 'purls')],
    hashes: hashesOf(helper),
    models: textsAt(helper, 'model_numbers'),
  };
}

function nameOf(trail: readonly Json[], categories: readonly string[]): string | undefined {
  const branch = [...trail].reverse().find((b) => categories.includes(textAt(b, 'category') ?? ''));
  return branch && textAt(branch, 'name');
}

function hashesOf(helper: Json): string[] {
  return itemsAt(helper, 'hashes', '').flatMap(({ item }) =>
    itemsAt(item, 'file_hashes', '').flatMap(({ item: hash }) => {
      const [algorithm, value] = [textAt(hash, 'algorithm'), textAt(hash, 'value')];
      return algorithm === undefined || value === undefined ? [] : [`${algorithm}:${value.toLowerCase()}`];
    }),
  );
}

function readRelationship(item: Json): CsafProduct | undefined {
  const product = readProduct(objectAt(item, 'full_product_name'), []);
  return product && related(product, item, 'product_reference', 'relates_to_product_reference');
}

/** A path of several steps is a chain of relations; those between have ids that no document can write. */
function readPath(item: Json): CsafProduct[] {
  const whole = readProduct(objectAt(item, 'full_product_name'), []);
  let component = textAt(item, 'beginning_product_reference');
  if (!whole) return [];
  const steps = itemsAt(item, 'subpaths', '');
  const products: CsafProduct[] = [];
  for (const [i, { item: step }] of steps.entries()) {
    const isLast = i === steps.length - 1;
    const product = isLast ? whole : { ...whole, id: `${whole.id}\u0000${i}` };
    const made = related(product, { ...step, component }, 'component', 'next_product_reference');
    if (made) products.push(made);
    component = product.id;
  }
  return products.length > 0 ? products : [whole];
}

function related(product: CsafProduct, item: Json, from: string, to: string): CsafProduct | undefined {
  const [component, other] = [textAt(item, from), textAt(item, to)];
  if (component === undefined || other === undefined) return undefined;
  return {
    ...product,
    relation: { category: textAt(item, 'category') as RelationCategory, component, to: other },
  };
}

/** Relations deeper than this are not followed: documents nest a few, and a circle has no end. */
const MAX_RELATIONS = 20;

/** What a product is made of: itself where it is simple, else its component and all it belongs to, the nearest first. */
export function partsOf(
  product: CsafProduct,
  products: ReadonlyMap<string, CsafProduct>,
): { component: CsafProduct; relations: { category: RelationCategory; to: CsafProduct }[] } {
  const relations: { category: RelationCategory; to: CsafProduct }[] = [];
  let here = product;
  for (let depth = 0; here.relation && depth < MAX_RELATIONS; depth++) {
    const { component, to, category } = here.relation;
    const [next, other] = [products.get(component), products.get(to)];
    if (other) relations.unshift({ category, to: innermost(other, products) });
    if (!next) break;
    here = next;
  }
  return { component: here, relations };
}

function innermost(product: CsafProduct, products: ReadonlyMap<string, CsafProduct>): CsafProduct {
  let here = product;
  for (let depth = 0; here.relation && depth < MAX_RELATIONS; depth++) {
    const next = products.get(here.relation.component);
    if (!next) break;
    here = next;
  }
  return here;
}

/** Statuses that a document gives to products. */
export const STATUSES = [
  'first_affected',
  'known_affected',
  'last_affected',
  'known_not_affected',
  'first_fixed',
  'fixed',
  'recommended',
  'under_investigation',
  'unknown',
] as const;
export type CsafStatus = (typeof STATUSES)[number];

/** What a document says of one of its vulnerabilities. */
export interface CsafVulnerability {
  cve?: string;
  /** Other identifiers: system and text. */
  ids: { system: string; text: string }[];
  title?: string;
  status: Record<CsafStatus, string[]>;
  /** Justification by product. */
  flags: Map<string, string>;
  /** Impact statements by product. */
  impacts: Map<string, string>;
  remediations: { category: string; details: string; url?: string; products: Set<string> }[];
}

/** The vulnerabilities of a document, with statements on groups spread over their products. */
export function vulnerabilitiesOf(document: unknown): CsafVulnerability[] {
  const groups = new Map<string, string[]>();
  for (const { item } of itemsAt(objectAt(document, 'product_tree'), 'product_groups', '')) {
    const id = textAt(item, 'group_id');
    if (id !== undefined) groups.set(id, textsAt(item, 'product_ids'));
  }
  return itemsAt(objectAt(document), 'vulnerabilities', '').map(({ item }) =>
    readVulnerability(item, groups),
  );
}

function readVulnerability(item: Json, groups: Map<string, string[]>): CsafVulnerability {
  const [cve, title] = [textAt(item, 'cve'), textAt(item, 'title')];
  const status = objectAt(item, 'product_status');
  const spread = (items: PlacedItem[], say: (statement: Json) => string | undefined): Map<string, string> => {
    const said = new Map<string, string>();
    for (const { item: one } of items) {
      const words = say(one);
      if (words !== undefined) for (const id of scopeOf(one, groups)) said.set(id, words);
    }
    return said;
  };
  return {
    ...(cve === undefined ? {} : { cve }),
    ...(title === undefined ? {} : { title }),
    ids: itemsAt(item, 'ids', '').flatMap(({ item: id }) => {
      const text = textAt(id, 'text');
      return text === undefined ? [] : [{ system: textAt(id, 'system_name') ?? '', text }];
    }),
    status: Object.fromEntries(STATUSES.map((name) => [name, textsAt(status, name)])) as Record<
      CsafStatus,
      string[]
    >,
    flags: spread(itemsAt(item, 'flags', ''), (flag) => textAt(flag, 'label')),
    impacts: spread(itemsAt(item, 'threats', ''), (threat) =>
      textAt(threat, 'category') === 'impact' ? textAt(threat, 'details') : undefined,
    ),
    remediations: itemsAt(item, 'remediations', '').map(({ item: one }) => {
      const url = textAt(one, 'url');
      return {
        category: textAt(one, 'category') ?? '',
        details: textAt(one, 'details') ?? '',
        ...(url === undefined ? {} : { url }),
        products: scopeOf(one, groups),
      };
    }),
  };
}
