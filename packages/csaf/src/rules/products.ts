import { parsePurl } from '@vigie/identifiers';
import { canonicalVers, isScheme } from '@vigie/versions';
import type { Context, PlacedBranch, PlacedProduct } from '../context.ts';
import { placedTexts } from '../context.ts';
import { quote } from '../finding.ts';
import { isJson, itemsAt, objectAt, textAt } from '../json.ts';

/** Deepest nesting of branches in CSAF 2.1. */
const MAX_BRANCHES = 30;

/** Tests on the product tree: 6.1.13, 6.1.25, 6.1.31, 6.1.34, 6.1.42 to 6.1.44, 6.1.50, 6.1.57 to 6.1.59, 6.1.61. */
export function checkProducts(context: Context): void {
  for (const placed of context.products) checkProduct(context, placed);
  for (const placed of context.branches) {
    checkName(context, placed);
    if (context.version === '2.1') checkTrail(context, placed);
  }
}

function checkProduct({ sink, version }: Context, { product, path }: PlacedProduct): void {
  const helper = objectAt(product, 'product_identification_helper');
  const place = `${path}/product_identification_helper`;
  const single = textAt(helper, 'purl');
  const purls = [
    ...(version === '2.0' && single !== undefined ? [{ text: single, path: `${place}/purl` }] : []),
    ...(version === '2.1' ? placedTexts(helper, 'purls', place) : []),
  ];
  const bases = new Set<string>();
  for (const { text, path: at } of purls) {
    const purl = parsePurl(text);
    if (!purl) sink('6.1.13', at, `${quote(text)} is not a package URL`);
    else bases.add(JSON.stringify([purl.type, purl.namespace, purl.name, purl.version, purl.subpath]));
  }
  if (bases.size > 1)
    sink('6.1.42', `${place}/purls`, 'the package URLs differ in more than their qualifiers');
  for (const { item, path: at } of itemsAt(helper, 'hashes', place)) {
    const seen = new Set<string>();
    for (const { item: hash, path: where } of itemsAt(item, 'file_hashes', at)) {
      const algorithm = textAt(hash, 'algorithm') ?? '';
      if (seen.has(algorithm)) sink('6.1.25', where, `${quote(algorithm)} is used twice for one file`);
      seen.add(algorithm);
    }
  }
  if (version !== '2.1') return;
  for (const [list, rule] of [
    ['model_numbers', '6.1.43'],
    ['serial_numbers', '6.1.44'],
    ['skus', '6.1.61'],
  ] as const)
    for (const { text, path: at } of placedTexts(helper, list, place))
      if (starsIn(text) > 1) sink(rule, at, `${quote(text)} has several unescaped stars`);
}

/** `*` without a backslash before it; a backslash before a backslash escapes that one. */
const starsIn = (text: string): number => text.replace(/\\./gs, '').split('*').length - 1;

const RANGE_WORDS = ['after', 'all', 'before', 'earlier', 'later', 'prior', 'versions'];

function checkName({ sink, version }: Context, { branch, path }: PlacedBranch): void {
  const name = textAt(branch, 'name');
  if (name === undefined) return;
  const category = textAt(branch, 'category');
  if (category === 'product_version') {
    const low = name.toLowerCase();
    const words = version === '2.1' ? low.split(/\s+/) : [];
    const isRange =
      /[<>]/.test(low) || RANGE_WORDS.some((w) => (version === '2.1' ? words.includes(w) : low.includes(w)));
    if (isRange) sink('6.1.31', `${path}/name`, `${quote(name)} is a range, not a version`);
  }
  if (category !== 'product_version_range' || version !== '2.1') return;
  const constraints = constraintsOf(name);
  if (!constraints)
    sink(
      '6.1.50',
      `${path}/name`,
      `${quote(name)} is neither vers in its canonical form nor a list of bounds`,
    );
  else if (constraints.length === 1 && !/^(?:[<>!*])/.test(constraints[0] ?? ''))
    sink('6.1.59', `${path}/name`, `${quote(name)} is a single version`);
}

/** The bounds of `vers:type/…` or of its part after the slash alone; undefined where the text is neither. */
function constraintsOf(name: string): string[] | undefined {
  if (name === 'vers:all/*') return ['*'];
  const vers = /^vers:([a-z][a-z0-9.+-]*)\/(.+)$/.exec(name);
  if (/^vers:/i.test(name) && !vers) return undefined;
  const constraints = (vers?.[2] ?? name).split('|');
  const isWritten = constraints.every((c) => /^(?:[<>]=?|!=|=)?[^\s<>=!|,*]+$/.test(c));
  if (!isWritten || new Set(constraints).size < constraints.length) return undefined;
  if (vers?.[1] !== undefined && isScheme(vers[1]) && canonicalVers(name) !== name) return undefined;
  return constraints;
}

function checkTrail({ sink }: Context, { branch, path, trail }: PlacedBranch): void {
  if (!isJson(branch.product)) return;
  if (trail.length > MAX_BRANCHES) sink('6.1.34', path, `more than ${MAX_BRANCHES} branches deep`);
  const seen = new Set<string>();
  for (const above of trail) {
    const category = textAt(above, 'category') ?? '';
    if (category !== 'product_family' && seen.has(category))
      sink('6.1.57', `${path}/product`, `${quote(category)} is twice on the way`);
    seen.add(category);
  }
  if (seen.has('product_version') && seen.has('product_version_range'))
    sink('6.1.58', `${path}/product`, 'both a version and a range are on the way');
}
