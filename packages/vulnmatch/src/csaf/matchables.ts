import {
  type CsafDocument,
  CsafError,
  type CsafProduct,
  type CsafStatus,
  type CsafVulnerability,
  partsOf,
  readCsaf,
} from '@vigie/csaf';
import { idKind } from '@vigie/identifiers';
import { MalformedRecordError, type Matchable } from '../model.ts';
import { claimsOnPackages } from './package-claims.ts';
import { claimsOnProducts } from './product-claims.ts';

/** One status of one product, with its parts and the words that go with it. */
export interface Statement {
  status: CsafStatus;
  product: CsafProduct;
  component: CsafProduct;
  relations: ReturnType<typeof partsOf>['relations'];
  /** Justification, remediation: what the author adds. */
  words?: string;
}

/** Most statements of one vulnerability; kernel errata of Red Hat have about 6,000. */
const MAX_STATEMENTS = 60_000;

/**
 * Compiles a CSAF 2.0 or 2.1 document: one record a vulnerability. Packages of distributions become claims of their
 * release; other products are named by vendor, product, CPE or package URL.
 *
 * @throws MalformedRecordError when it is no CSAF document; `path` says where.
 */
export function matchablesFromCsaf(document: unknown): Matchable[] {
  const read = readDocument(document);
  return read.vulnerabilities.map((vulnerability, i) => compile(read, vulnerability, i));
}

export function readDocument(document: unknown): CsafDocument {
  try {
    return readCsaf(document);
  } catch (error) {
    if (error instanceof CsafError) throw new MalformedRecordError(error.path, error.message);
    throw error;
  }
}

function compile(document: CsafDocument, vulnerability: CsafVulnerability, at: number): Matchable {
  const { id, aliases } = namesOf(document, vulnerability, at);
  const from = `csaf:${publisherOf(document)}`;
  // Withdrawn and superseded documents say nothing more (CSAF 2.1 §4.6, §4.7).
  const rejected = ['csaf_withdrawn', 'csaf_superseded'].includes(document.category);
  const matchable: Matchable = { id, aliases, source: `csaf:${document.id}`, rejected };
  if (rejected) return matchable;
  const statements = statementsOf(document, vulnerability);
  const isPackaged = (s: Statement): boolean => claimable(s);
  const packages = claimsOnPackages(statements.filter(isPackaged), document, from);
  const products = claimsOnProducts(
    statements.filter((s) => !isPackaged(s)),
    from,
  );
  if (packages.length > 0) matchable.packages = packages;
  if (products.length > 0) matchable.products = products;
  return matchable;
}

const DISTRO_PURL = /^pkg:(?:rpm|deb|apk|alpm)\//;
const RHEL = /^cpe:(?:\/[ao]|2\.3:[ao]):redhat:(?:enterprise_linux|rhel_[a-z0-9_]+):/;

/** A package of a distribution: by its package URL, or named alone on Red Hat Enterprise Linux. */
function claimable({ component, relations }: Statement): boolean {
  if (component.purls.some((purl) => DISTRO_PURL.test(purl))) return true;
  return (
    component.purls.length === 0 && relations.some(({ to }) => to.cpe !== undefined && RHEL.test(to.cpe))
  );
}

/** `Red Hat Product Security` → `red-hat-product-security`. */
export function publisherOf(document: CsafDocument): string {
  return (
    document.publisher.name
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-+|-+$/g, '')
      .slice(0, 40) || 'unnamed'
  );
}

export function namesOf(
  document: CsafDocument,
  vulnerability: CsafVulnerability,
  at: number,
): { id: string; aliases: string[] } {
  const ids = vulnerability.ids
    .map(({ text }) => text)
    .filter((text) => text.length <= 128 && !/[\s\p{C}]/u.test(text) && idKind(text) !== undefined);
  const own = document.vulnerabilities.length > 1 ? `${document.id}#${at + 1}` : document.id;
  const id = vulnerability.cve ?? ids[0] ?? own;
  return { id, aliases: [...new Set(ids)].filter((alias) => alias !== id).slice(0, 20) };
}

export function statementsOf(document: CsafDocument, vulnerability: CsafVulnerability): Statement[] {
  const statements: Statement[] = [];
  for (const [status, ids] of Object.entries(vulnerability.status) as [CsafStatus, string[]][]) {
    if (status === 'recommended') continue;
    for (const id of ids) {
      const product = document.products.get(id);
      if (!product) continue;
      if (statements.length >= MAX_STATEMENTS)
        throw new MalformedRecordError('vulnerabilities', `at most ${MAX_STATEMENTS} statements`);
      const words = wordsOn(vulnerability, status, id);
      statements.push({
        status,
        product,
        ...partsOf(product, document.products),
        ...(words ? { words } : {}),
      });
    }
  }
  return statements;
}

/** Why a product is not affected, or what there is to do. */
function wordsOn(vulnerability: CsafVulnerability, status: CsafStatus, id: string): string | undefined {
  if (status === 'known_not_affected')
    return vulnerability.flags.get(id) ?? vulnerability.impacts.get(id)?.slice(0, 120);
  if (status === 'fixed' || status === 'first_fixed') return undefined;
  const remediation = vulnerability.remediations.find(({ products }) => products.has(id));
  return remediation && `${remediation.category}: ${remediation.details.split('\n')[0]?.slice(0, 120)}`;
}
