export { CsafError } from './bounds.ts';
export type { CsafVersion } from './document-shape.ts';
export type { Finding } from './finding.ts';
export { type CsafReport, csafVersionOf, TESTS_LEFT_OUT, validateCsaf } from './validate.ts';
