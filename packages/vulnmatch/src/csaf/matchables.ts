import type { CsafDocument, CsafVulnerability } from '@vigie/csaf';
import type { Matchable } from '../model.ts';
import { claimsOnPackages } from './package-claims.ts';
import { claimsOnProducts } from './product-claims.ts';
import { namesOf, readDocument, type Statement, statementsOf } from './statements.ts';

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
function publisherOf(document: CsafDocument): string {
  return (
    document.publisher.name
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-+|-+$/g, '')
      .slice(0, 40) || 'unnamed'
  );
}
