import { fail } from '../../errors.ts';
import type { InventoryItem } from '../inventory.ts';
import { isPurlShaped } from '../package-url.ts';
import type { RawBom, RawComponent } from './schema.ts';

const MOST_DEPTH = 100;

/** The subject, then every component with its nested ones, in document order. */
export function* itemsOf(bom: RawBom): Generator<InventoryItem> {
  const subject = bom.metadata?.component;
  if (subject?.name)
    yield { kind: 'subject', name: subject.name, ...(subject.version ? { version: subject.version } : {}) };
  const needs = new Map((bom.dependencies ?? []).map((d) => [d.ref, d.dependsOn ?? []]));
  yield* components(bom.components ?? [], '/components', needs, 0);
  yield* components(subject?.components ?? [], '/metadata/component/components', needs, 0);
}

function* components(
  list: readonly RawComponent[],
  path: string,
  needs: ReadonlyMap<string | undefined, string[]>,
  depth: number,
): Generator<InventoryItem> {
  for (const [i, raw] of list.entries()) {
    const place = `${path}/${i}`;
    if (!raw.name) {
      yield { kind: 'warning', place, code: 'no-name' };
      continue;
    }
    const vendor = raw.group || raw.supplier?.name || raw.manufacturer?.name || raw.publisher;
    const ref = raw['bom-ref'] || place;
    const dependsOn = needs.get(raw['bom-ref']);
    yield {
      kind: 'component',
      ref,
      name: raw.name,
      ...(raw.version ? { version: raw.version } : {}),
      ...(raw.purl ? { purl: raw.purl } : {}),
      ...(raw.cpe ? { cpe: raw.cpe } : {}),
      ...(vendor ? { vendor } : {}),
      product: raw.name,
      ...(raw.type ? { type: raw.type } : {}),
      ...(raw.scope ? { scope: raw.scope } : {}),
      ...(dependsOn ? { dependsOn } : {}),
    };
    if (raw.components && depth < MOST_DEPTH)
      yield* components(raw.components, `${place}/components`, needs, depth + 1);
  }
}

/** CycloneDX says that a purl must be valid, and its schemas do not check it; one that is no purl at all is refused. */
export function checkPurls(bom: RawBom, file: string): void {
  const check = (c: RawComponent, place: string, depth: number): void => {
    if (c.purl && !isPurlShaped(c.purl))
      throw fail('inventory-refused', {
        details: { file, place: `${place}/purl`, reason: `purl: ${c.purl.slice(0, 80)}` },
      });
    if (depth < MOST_DEPTH)
      for (const [i, nested] of (c.components ?? []).entries())
        check(nested, `${place}/components/${i}`, depth + 1);
  };
  for (const [i, c] of (bom.components ?? []).entries()) check(c, `/components/${i}`, 0);
  if (bom.metadata?.component) check(bom.metadata.component, '/metadata/component', 0);
}
