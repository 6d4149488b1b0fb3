import { CsafError, checkBounds } from './bounds.ts';
import { contextOf } from './context.ts';
import { type CsafVersion, documentShape } from './document-shape.ts';
import { type Finding, MAX_FINDINGS, type Sink } from './finding.ts';
import { isJson, objectAt, textAt } from './json.ts';
import { checkCvss } from './rules/cvss.ts';
import { checkDates } from './rules/dates.ts';
import { checkDistribution } from './rules/distribution.ts';
import { checkIds } from './rules/product-ids.ts';
import { checkProducts } from './rules/products.ts';
import { checkProfiles } from './rules/profiles.ts';
import { checkRevisions } from './rules/revisions.ts';
import { checkSsvc } from './rules/ssvc.ts';
import { checkStatuses } from './rules/statuses.ts';
import { checkTexts } from './rules/texts.ts';

/** What the validation of a document found. */
export interface CsafReport {
  version: CsafVersion;
  /** True when neither the schema nor a mandatory test found a fault. */
  valid: boolean;
  /** At most 500. */
  findings: Finding[];
}

/** Mandatory tests that are not implemented, because they need a catalogue that changes outside the norm. */
export const TESTS_LEFT_OUT: Readonly<Record<CsafVersion, readonly string[]>> = {
  '2.0': ['6.1.11'],
  '2.1': ['6.1.11', '6.1.48', '6.1.55', '6.1.60.2', '6.1.60.3'],
};

const RULES = [
  checkIds,
  checkStatuses,
  checkCvss,
  checkProducts,
  checkRevisions,
  checkProfiles,
  checkTexts,
  checkDistribution,
  checkDates,
  checkSsvc,
];

const shapes = new Map<CsafVersion, ReturnType<typeof documentShape>>();

/**
 * Checks a parsed document against the schema and the mandatory tests of its version of CSAF.
 *
 * @throws {CsafError} when it is no CSAF document of a version that is read, too deep or too large.
 */
export function validateCsaf(document: unknown): CsafReport {
  const version = csafVersionOf(document);
  if (version === undefined) throw new CsafError('/document/csaf_version', '2.0 or 2.1 expected');
  checkBounds(document);
  const findings: Finding[] = [];
  const sink: Sink = (rule, path, message) => {
    if (findings.length < MAX_FINDINGS) findings.push({ rule, path, message });
  };
  let shape = shapes.get(version);
  if (!shape) {
    shape = documentShape(version);
    shapes.set(version, shape);
  }
  shape(document, '', (path, message) => sink('schema', path, message));
  if (isJson(document)) {
    const context = contextOf(document, version, sink);
    for (const check of RULES) check(context);
  }
  return { version, valid: findings.length === 0, findings };
}

/** The version a document says it is of; `undefined` for anything that is not read. */
export function csafVersionOf(document: unknown): CsafVersion | undefined {
  const version = textAt(objectAt(document, 'document'), 'csaf_version');
  return version === '2.0' || version === '2.1' ? version : undefined;
}
