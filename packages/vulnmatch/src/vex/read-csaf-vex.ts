import type { CsafProduct, CsafStatus } from '@vigie/csaf';
import { parsePurlLoosely } from '@vigie/identifiers';
import { namesOf, readDocument, type Statement, statementsOf } from '../csaf/statements.ts';
import { readBranchVersions } from '../csaf/versions.ts';
import { MAX_WORDS, type VexProduct, type VexStatement, type VexStatus } from './statement.ts';

const STATUS: Readonly<Partial<Record<CsafStatus, VexStatus>>> = {
  known_affected: 'affected',
  first_affected: 'affected',
  last_affected: 'affected',
  known_not_affected: 'not_affected',
  fixed: 'fixed',
  first_fixed: 'fixed',
  under_investigation: 'under_investigation',
};

/** The product statuses of a CSAF document of any profile, those with one status and one reason together. */
export function readCsafVex(document: unknown): VexStatement[] {
  const read = readDocument(document);
  if (['csaf_withdrawn', 'csaf_superseded'].includes(read.category)) return [];
  return read.vulnerabilities.flatMap((vulnerability, i) => {
    const { id, aliases } = namesOf(read, vulnerability, i);
    const found = new Map<string, VexStatement>();
    for (const statement of statementsOf(read, vulnerability)) {
      const status = STATUS[statement.status];
      if (!status) continue;
      const justification = vulnerability.flags.get(statement.product.id);
      const words =
        justification === undefined ? statement.words : vulnerability.impacts.get(statement.product.id);
      const key = JSON.stringify([status, justification, words]);
      const known = found.get(key) ?? {
        form: 'vex.csaf' as const,
        vulnerability: id,
        aliases,
        products: [],
        status,
        ...(justification === undefined ? {} : { justification }),
        ...(words === undefined ? {} : { words: words.slice(0, MAX_WORDS) }),
        timestamp: read.released,
        author: read.publisher.name,
        document: read.id,
      };
      found.set(key, known);
      known.products.push(productOf(statement));
    }
    return [...found.values()];
  });
}

/** "A on B" is a statement on B about A inside it. */
function productOf({ component, relations }: Statement): VexProduct {
  const last = relations.at(-1);
  return last ? { ...named(last.to), subcomponents: [named(component)] } : named(component);
}

function named(product: CsafProduct): VexProduct {
  const purl = product.purls[0];
  const words = product.version?.text;
  const ownVersion = purl !== undefined && parsePurlLoosely(purl)?.version !== undefined;
  const versions = words === undefined || ownVersion ? undefined : readBranchVersions(words, product.product);
  // A package named by its branch of versions alone has none.
  const isNamedOnly = product.version !== undefined && product.product === undefined;
  return {
    id: product.id,
    ...(purl === undefined ? {} : { purl }),
    ...(product.cpe === undefined ? {} : { cpe: product.cpe }),
    ...(product.vendor === undefined ? {} : { vendor: product.vendor }),
    name: product.product ?? product.name,
    ...(words === undefined || ownVersion || isNamedOnly ? {} : { versions: versions ?? [{ is: words }] }),
  };
}
