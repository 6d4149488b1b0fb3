export { CsafError } from './bounds.ts';
export type { CsafVersion } from './document-shape.ts';
export type { Finding } from './finding.ts';
export {
  type CsafProduct,
  type CsafStatus,
  type CsafVulnerability,
  partsOf,
  type RelationCategory,
  STATUSES,
} from './product-tree.ts';
export { type CsafDocument, readCsaf } from './read.ts';
export { type CsafReport, csafVersionOf, TESTS_LEFT_OUT, validateCsaf } from './validate.ts';
