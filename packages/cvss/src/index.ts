export type { CvssVersion } from './grammar.ts';
export { type CvssScore, type CvssSeverity, scoreVector, severityOf } from './score-vector.ts';
