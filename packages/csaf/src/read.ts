import { CsafError, checkBounds } from './bounds.ts';
import type { CsafVersion } from './document-shape.ts';
import { objectAt, textAt, textsAt } from './json.ts';
import { type CsafProduct, type CsafVulnerability, productsOf, vulnerabilitiesOf } from './product-tree.ts';
import { csafVersionOf } from './validate.ts';

/** What matching and display need of a document. */
export interface CsafDocument {
  version: CsafVersion;
  id: string;
  aliases: string[];
  /** Version and dates of the document, as written. */
  revision: string;
  released: string;
  status: string;
  category: string;
  title: string;
  publisher: { name: string; namespace: string; category: string };
  products: Map<string, CsafProduct>;
  vulnerabilities: CsafVulnerability[];
}

/**
 * Reads a parsed document. Faults that only the norm minds are let through: `validateCsaf` finds them.
 *
 * @throws {CsafError} when it is no CSAF document of a version that is read, has no identifier, or is too deep or large.
 */
export function readCsaf(document: unknown): CsafDocument {
  const version = csafVersionOf(document);
  if (version === undefined) throw new CsafError('/document/csaf_version', '2.0 or 2.1 expected');
  checkBounds(document);
  const head = objectAt(document, 'document');
  const tracking = objectAt(head, 'tracking');
  const publisher = objectAt(head, 'publisher');
  const id = textAt(tracking, 'id');
  if (id === undefined || id === '' || id.length > 500)
    throw new CsafError('/document/tracking/id', 'identifier expected');
  return {
    version,
    id,
    aliases: textsAt(tracking, 'aliases'),
    revision: textAt(tracking, 'version') ?? '',
    released: textAt(tracking, 'current_release_date') ?? '',
    status: textAt(tracking, 'status') ?? '',
    category: textAt(head, 'category') ?? '',
    title: textAt(head, 'title') ?? '',
    publisher: {
      name: textAt(publisher, 'name') ?? '',
      namespace: textAt(publisher, 'namespace') ?? '',
      category: textAt(publisher, 'category') ?? '',
    },
    products: productsOf(document),
    vulnerabilities: vulnerabilitiesOf(document),
  };
}
