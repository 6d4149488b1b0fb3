import type { CsafProduct } from '@vigie/csaf';
import { parseCpe, parsePurlLoosely } from '@vigie/identifiers';
import { dense } from '../json.ts';
import type { AffectedClaim, ProductClaim, Status, VersionClaim } from '../model.ts';
import { isNoName } from '../names.ts';
import { packageKey } from '../package-keys.ts';
import { cpeVersion } from '../subject.ts';
import type { Bounds } from '../version-text.ts';
import { pathOf } from './package-claims.ts';
import type { Statement } from './statements.ts';
import { readBranchVersions } from './versions.ts';

/** Statements on products, those on one product together: their versions are one list. */
export function claimsOnProducts(statements: readonly Statement[], from: string): ProductClaim[] {
  const claims = new Map<string, { claim: ProductClaim; entries: Entry[] }>();
  for (const statement of statements)
    for (const { product, on } of subjectsOf(statement)) {
      const identity = identityOf(product);
      if (!identity) continue;
      const { id: _, ...platform } = on ?? { id: '' };
      const key = JSON.stringify([identity, platform]);
      const known = claims.get(key) ?? {
        claim: {
          claim: { from, d: 'u', ...identity },
          ...(on === undefined ? {} : { on: platform as ProductClaim['on'] }),
        } as ProductClaim,
        entries: [],
      };
      claims.set(key, known);
      known.entries.push({ statement, bounds: boundsOf(product) });
    }
  return [...claims.values()].map(({ claim, entries }) =>
    dense({ ...claim, claim: { ...claim.claim, v: versionsOf(entries) } }),
  );
}

interface Entry {
  statement: Statement;
  /** Undefined: the words are not understood. */
  bounds: Bounds[] | undefined;
}

type Platform = NonNullable<ProductClaim['on']> & { id: string };

/**
 * What a statement is about. "A is a default component of B": B, as it is delivered. "A installed on B": A, where B is
 * there too. A product alone: itself.
 */
function subjectsOf({ status, component, relations }: Statement): { product: CsafProduct; on?: Platform }[] {
  const last = relations.at(-1);
  if (!last) return [{ product: component }];
  if (last.category === 'default_component_of') {
    const own = component.purls.length > 0 || component.cpe !== undefined ? [{ product: component }] : [];
    // A fixed build of one component says nothing of the product around it.
    return FIXED.has(status) ? own : [...own, { product: last.to }];
  }
  const identity = identityOf(last.to);
  return [
    {
      product: component,
      on: {
        id: last.to.id,
        how: last.category,
        name: last.to.name.slice(0, 200),
        ...(identity ? { claim: { from: '', d: 'u', ...identity } } : {}),
      },
    },
  ];
}

type Identity = Pick<AffectedClaim, 'vendor' | 'product' | 'purls' | 'cpes'>;

/** By what an inventory can know a product. */
function identityOf(product: CsafProduct): Identity | undefined {
  const cpe = product.cpe === undefined ? undefined : parseCpe(product.cpe);
  const isNamed = cpe && !isNoName(cpe.product);
  const purls = product.purls.flatMap((text) => {
    const purl = parsePurlLoosely(text);
    return purl ? [packageKey(purl.type, purl.namespace, purl.name)] : [];
  });
  const name =
    product.product ?? (product.path.length === 0 && product.vendor === undefined ? undefined : product.name);
  const identity = dense<Identity>({
    ...(product.vendor === undefined || isNoName(product.vendor)
      ? {}
      : { vendor: product.vendor.slice(0, 200) }),
    ...(name === undefined || isNoName(name) ? {} : { product: name.slice(0, 300) }),
    ...(isNamed
      ? {
          cpes: [
            `cpe:2.3:${cpe.part}:${cpe.vendor}:${cpe.product}:*:*:${[cpe.edition, cpe.language, cpe.swEdition, cpe.targetSw, cpe.targetHw, cpe.other].join(':')}`,
          ],
        }
      : {}),
    ...(purls.length > 0 ? { purls: [...new Set(purls)] } : {}),
  });
  if (identity.product === undefined && !isNamed && purls.length === 0) {
    if (isNoName(product.name)) return undefined;
    identity.product = product.name.slice(0, 300);
  }
  return identity;
}

function boundsOf(product: CsafProduct): Bounds[] | undefined {
  if (product.version) return readBranchVersions(product.version.text, product.product);
  const purl = product.purls[0] === undefined ? undefined : parsePurlLoosely(product.purls[0]);
  if (purl?.version !== undefined) return [{ is: purl.version }];
  const cpe = product.cpe === undefined ? undefined : parseCpe(product.cpe);
  const version = cpe && cpeVersion(cpe);
  return version === undefined ? [{}] : [{ is: version }];
}

const FIXED = new Set(['fixed', 'first_fixed']);

const STATUS: Readonly<Record<string, Status>> = {
  known_affected: 'a',
  known_not_affected: 'n',
  fixed: 'n',
  first_fixed: 'n',
  first_affected: 'a',
  last_affected: 'a',
  under_investigation: 'u',
  unknown: 'u',
};

/** Exact versions before ranges, "every version" last: the narrower statement wins. */
function versionsOf(entries: readonly Entry[]): VersionClaim[] {
  const versions: VersionClaim[] = [];
  const seen = new Set<string>();
  for (const { statement, bounds } of spans(entries)) {
    const base = { s: STATUS[statement.status] ?? 'u', q: quoteOf(statement) };
    const made: VersionClaim[] = bounds ? bounds.map((b) => ({ ...base, ...b })) : [{ ...base, vague: true }];
    for (const one of made) {
      const key = JSON.stringify(one);
      if (!seen.has(key)) versions.push(one);
      seen.add(key);
    }
  }
  return versions.sort((a, b) => widthOf(a) - widthOf(b));
}

const widthOf = ({ is, ge, gt, lt, le }: VersionClaim): number =>
  is !== undefined ? 0 : [ge, gt, lt, le].some((bound) => bound !== undefined) ? 1 : 2;

/** "First affected 2.0", "last affected 2.5", "first fixed 2.6" of one product are one span when each is said once. */
function spans(entries: readonly Entry[]): Entry[] {
  const only = (status: string): string | undefined => {
    const found = entries.filter((e) => e.statement.status === status);
    return found.length === 1 ? found[0]?.bounds?.[0]?.is : undefined;
  };
  const [first, last, fixed] = [only('first_affected'), only('last_affected'), only('first_fixed')];
  if (first === undefined || (last === undefined && fixed === undefined)) return [...entries];
  const span: Bounds = { ge: first, ...(last === undefined ? { lt: fixed } : { le: last }) };
  return entries.flatMap((entry) => {
    if (entry.statement.status === 'first_affected') return [{ ...entry, bounds: [span] }];
    return entry.statement.status === 'last_affected' ? [] : [entry];
  });
}

/** The product's path with the status and what the author adds. */
function quoteOf(statement: Statement): string {
  const words = statement.words === undefined ? '' : ` (${statement.words})`;
  return `${statement.status.replaceAll('_', ' ')}: ${pathOf(statement)}${words}`.slice(0, 300);
}
