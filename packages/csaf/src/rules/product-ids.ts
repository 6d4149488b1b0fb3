import { type Context, type Placed, placedTexts, scopedItems } from '../context.ts';
import { quote } from '../finding.ts';
import { itemsAt, objectAt, textAt } from '../json.ts';

/** Tests 6.1.1 to 6.1.5: products and groups are defined, once, and not by themselves. */
export function checkIds(context: Context): void {
  const { sink } = context;
  const tree = objectAt(context.root, 'product_tree');
  const products = defined(
    context.products.flatMap(({ product, path }) =>
      placed(textAt(product, 'product_id'), `${path}/product_id`),
    ),
  );
  for (const { text, path } of products.twice) sink('6.1.2', path, `product ${quote(text)} is defined twice`);
  for (const { text, path } of productReferences(context))
    if (!products.ids.has(text)) sink('6.1.1', path, `product ${quote(text)} is not defined`);
  const groups = defined(
    itemsAt(tree, 'product_groups', '/product_tree').flatMap(({ item, path }) =>
      placed(textAt(item, 'group_id'), `${path}/group_id`),
    ),
  );
  for (const { text, path } of groups.twice) sink('6.1.5', path, `group ${quote(text)} is defined twice`);
  for (const { item, path } of scopedItems(context))
    for (const { text, path: place } of placedTexts(item, 'group_ids', path))
      if (!groups.ids.has(text)) sink('6.1.4', place, `group ${quote(text)} is not defined`);
  checkCircles(context);
}

const placed = (text: string | undefined, path: string): Placed[] =>
  text === undefined ? [] : [{ text, path }];

function defined(places: Placed[]): { ids: Set<string>; twice: Placed[] } {
  const ids = new Set<string>();
  const twice = places.filter(({ text }) => ids.size === ids.add(text).size);
  return { ids, twice };
}

function productReferences(context: Context): Placed[] {
  const tree = objectAt(context.root, 'product_tree');
  return [
    ...itemsAt(tree, 'product_groups', '/product_tree').flatMap(({ item, path }) =>
      placedTexts(item, 'product_ids', path),
    ),
    ...context.relations.flatMap(({ item, path }) => referencesOf(item, path)),
    ...scopedItems(context).flatMap(({ item, path }) => placedTexts(item, 'product_ids', path)),
    ...context.vulnerabilities.flatMap(({ item, path }) => [
      ...Object.keys(objectAt(item, 'product_status')).flatMap((name) =>
        placedTexts(objectAt(item, 'product_status'), name, `${path}/product_status`),
      ),
      ...[...itemsAt(item, 'scores', path), ...itemsAt(item, 'metrics', path)].flatMap((score) =>
        placedTexts(score.item, 'products', score.path),
      ),
    ]),
  ];
}

/** The products a relationship (2.0) or product path (2.1) is made of. */
function referencesOf(item: Context['root'], path: string): Placed[] {
  return [
    ...['product_reference', 'relates_to_product_reference', 'beginning_product_reference'].flatMap((name) =>
      placed(textAt(item, name), `${path}/${name}`),
    ),
    ...itemsAt(item, 'subpaths', path).flatMap(({ item: step, path: place }) =>
      placed(textAt(step, 'next_product_reference'), `${place}/next_product_reference`),
    ),
  ];
}

function checkCircles({ relations, sink }: Context): void {
  const parts = new Map<string, string[]>();
  const places = new Map<string, string>();
  for (const { item, path } of relations) {
    const id = textAt(objectAt(item, 'full_product_name'), 'product_id');
    if (id === undefined) continue;
    parts.set(id, [...(parts.get(id) ?? []), ...referencesOf(item, path).map(({ text }) => text)]);
    places.set(id, `${path}/full_product_name/product_id`);
  }
  // Whatever loses all its parts when those without parts are taken away is in no circle.
  const waiting = new Map([...parts].map(([id, of]) => [id, of.filter((part) => parts.has(part)).length]));
  const users = new Map<string, string[]>();
  for (const [id, of] of parts)
    for (const part of of) if (parts.has(part)) users.set(part, [...(users.get(part) ?? []), id]);
  const free = [...waiting].flatMap(([id, count]) => (count === 0 ? [id] : []));
  for (let id = free.pop(); id !== undefined; id = free.pop()) {
    waiting.delete(id);
    for (const user of users.get(id) ?? []) {
      const left = (waiting.get(user) ?? 0) - 1;
      waiting.set(user, left);
      if (left === 0) free.push(user);
    }
  }
  for (const id of waiting.keys())
    sink('6.1.3', places.get(id) ?? '', `product ${quote(id)} is made of itself`);
}
