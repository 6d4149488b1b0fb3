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
import { MalformedRecordError } from '../model.ts';

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

export function readDocument(document: unknown): CsafDocument {
  try {
    return readCsaf(document);
  } catch (error) {
    if (error instanceof CsafError) throw new MalformedRecordError(error.path, error.message);
    throw error;
  }
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
