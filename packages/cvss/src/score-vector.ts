// The library is one CommonJS bundle: its classes hang on the default export.
import library from 'ae-cvss-calculator';
import { type CvssVersion, type Metrics, readVector, type Scores } from './grammar.ts';
import { score2 } from './score-2.ts';
import { score3 } from './score-3.ts';

/** Qualitative severity; CVSS 2.0 has no `critical` and no `none` (the bands of NVD are used). */
export type CvssSeverity = 'none' | 'low' | 'medium' | 'high' | 'critical';

/** Scores from 0.0 to 10.0, with one decimal. */
export interface CvssScore {
  version: CvssVersion;
  /** Base score (2.0, 3.x); CVSS 4.0 has one score of all the metrics given. */
  score: number;
  /** Score of all the metrics given: environmental, else temporal, else base. */
  overall: number;
  /** Band of `score`. */
  severity: CvssSeverity;
  /** The metrics in their standard order. */
  vector: string;
}

/** Band of a score by the specification of its version. */
export function severityOf(version: CvssVersion, score: number): CvssSeverity {
  if (version === '2.0') return score >= 7 ? 'high' : score >= 4 ? 'medium' : 'low';
  if (score >= 9) return 'critical';
  if (score >= 7) return 'high';
  if (score >= 4) return 'medium';
  return score > 0 ? 'low' : 'none';
}

/** 4.0 has one score; its table of 270 macro vectors is the library's. */
function calculate(version: CvssVersion, vector: string, metrics: Metrics): Scores {
  if (version === '2.0') return score2(metrics);
  if (version !== '4.0') return score3(version, metrics);
  const { overall } = new library.Cvss4P0(vector).calculateScores();
  return { base: overall, overall };
}

/**
 * Scores a CVSS vector of any version; the version is read from its prefix, none being 2.0.
 *
 * @returns `undefined` when the vector breaks a rule of its version: an unknown metric or value, a metric twice or
 * missing, a text longer than any vector. Never throws.
 * @example
 * scoreVector('CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H')?.score; // 9.8
 */
export function scoreVector(text: string): CvssScore | undefined {
  const read = readVector(text);
  if (read === undefined) return undefined;
  const { version, vector, metrics } = read;
  const { base: score, overall } = calculate(version, vector, metrics);
  return { version, score, overall, severity: severityOf(version, score), vector };
}
