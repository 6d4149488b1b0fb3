export {
  type CvssScore,
  type CvssSeverity,
  type CvssVersion,
  scoreVector,
  severityOf,
} from './score-vector.ts';
