export { type CvssScore, type CvssSeverity, type CvssVersion, scoreVector } from './score-vector.ts';
