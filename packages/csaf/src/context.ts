import type { CsafVersion } from './document-shape.ts';
import type { Sink } from './finding.ts';
import { has, isJson, itemsAt, type Json, listAt, objectAt, textAt, textsAt } from './json.ts';

/** A place that holds a text. */
export interface Placed {
  text: string;
  path: string;
}

/** A branch with the branches above it. */
export interface PlacedBranch {
  branch: Json;
  path: string;
  /** From the root down, this branch last. */
  trail: readonly Json[];
}

/** A `full_product_name_t`. */
export interface PlacedProduct {
  product: Json;
  path: string;
}

export interface PlacedItem {
  item: Json;
  path: string;
}

/** What the rules look at, gathered once. */
export interface Context {
  version: CsafVersion;
  root: Json;
  document: Json;
  tracking: Json;
  category: string;
  branches: PlacedBranch[];
  products: PlacedProduct[];
  /** Products by the paths or relationships that define them. */
  relations: PlacedItem[];
  groups: Map<string, string[]>;
  vulnerabilities: PlacedItem[];
  sink: Sink;
}

export function contextOf(root: Json, version: CsafVersion, sink: Sink): Context {
  const document = objectAt(root, 'document');
  const tree = objectAt(root, 'product_tree');
  const branches = branchesOf(tree);
  const relations = itemsAt(tree, version === '2.1' ? 'product_paths' : 'relationships', '/product_tree');
  return {
    version,
    root,
    document,
    tracking: objectAt(document, 'tracking'),
    category: textAt(document, 'category') ?? '',
    branches,
    products: [
      ...branches.flatMap(({ branch, path }) => productAt(branch, 'product', path)),
      ...itemsAt(tree, 'full_product_names', '/product_tree').map(({ item, path }) => ({
        product: item,
        path,
      })),
      ...relations.flatMap(({ item, path }) => productAt(item, 'full_product_name', path)),
    ],
    relations,
    groups: groupsOf(tree),
    vulnerabilities: itemsAt(root, 'vulnerabilities', ''),
    sink,
  };
}

function productAt(holder: Json, name: string, path: string): PlacedProduct[] {
  const product = holder[name];
  return isJson(product) ? [{ product, path: `${path}/${name}` }] : [];
}

/** Every branch; no recursion, the depth comes from outside. */
export function branchesOf(tree: Json): PlacedBranch[] {
  const found: PlacedBranch[] = [];
  const open: PlacedBranch[] = [];
  const add = (holder: Json, path: string, above: readonly Json[]): void => {
    const below = itemsAt(holder, 'branches', path);
    for (const { item, path: place } of below.reverse())
      open.push({ branch: item, path: place, trail: [...above, item] });
  };
  add(tree, '/product_tree', []);
  for (let next = open.pop(); next; next = open.pop()) {
    found.push(next);
    add(next.branch, next.path, next.trail);
  }
  return found;
}

function groupsOf(tree: Json): Map<string, string[]> {
  const groups = new Map<string, string[]>();
  for (const { item } of itemsAt(tree, 'product_groups', '')) {
    const id = textAt(item, 'group_id');
    if (id !== undefined) groups.set(id, textsAt(item, 'product_ids'));
  }
  return groups;
}

/** The products a statement is about, through groups too. */
export function scopeOf(item: Json, groups: Map<string, string[]>): Set<string> {
  const ids = new Set(textsAt(item, 'product_ids'));
  for (const group of textsAt(item, 'group_ids')) for (const id of groups.get(group) ?? []) ids.add(id);
  return ids;
}

export const isScoped = (item: Json): boolean => has(item, 'product_ids') || has(item, 'group_ids');

/** The texts of a list, each with its place. */
export function placedTexts(item: Json, name: string, path: string): Placed[] {
  return listAt(item, name).flatMap((text, i) =>
    typeof text === 'string' ? [{ text, path: `${path}/${name}/${i}` }] : [],
  );
}

/** Statuses that contradict each other. */
export const STATUS_GROUPS: Readonly<Record<string, readonly string[]>> = {
  Affected: ['first_affected', 'known_affected', 'last_affected'],
  'Not affected': ['known_not_affected'],
  Fixed: ['first_fixed', 'fixed'],
  'Under investigation': ['under_investigation'],
  Unknown: ['unknown'],
};

/** Products of a vulnerability by status group. */
export function statusGroupsOf(vulnerability: Json): Map<string, Map<string, string>> {
  const status = objectAt(vulnerability, 'product_status');
  const groups = new Map<string, Map<string, string>>();
  for (const [group, names] of Object.entries(STATUS_GROUPS)) {
    const ids = new Map<string, string>();
    for (const name of names)
      for (const { text, path } of placedTexts(status, name, '/product_status')) ids.set(text, path);
    groups.set(group, ids);
  }
  return groups;
}

/** The lists of a vulnerability whose items name products. */
const SCOPED = [
  'flags',
  'remediations',
  'threats',
  'notes',
  'ids',
  'involvements',
  'first_known_exploitation_dates',
];

/** Every statement of the document that names products or groups. */
export function scopedItems({ version, document, vulnerabilities }: Context): PlacedItem[] {
  return [
    ...(version === '2.1' ? itemsAt(document, 'notes', '/document') : []),
    ...vulnerabilities.flatMap(({ item, path }) =>
      SCOPED.flatMap((name) =>
        version === '2.0' && !['flags', 'remediations', 'threats'].includes(name)
          ? []
          : itemsAt(item, name, path),
      ),
    ),
  ];
}
