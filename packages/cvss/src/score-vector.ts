import { Cvss2, Cvss3P0, Cvss3P1, Cvss4P0 } from 'ae-cvss-calculator';

/** Versions of CVSS that are scored. */
export type CvssVersion = '2.0' | '3.0' | '3.1' | '4.0';
/** Qualitative severity; CVSS 2.0 has no `critical` and no `none` (NVD's bands are used). */
export type CvssSeverity = 'none' | 'low' | 'medium' | 'high' | 'critical';

/** A score from 0.0 to 10.0 with one decimal, and its band. */
export interface CvssScore {
  version: CvssVersion;
  score: number;
  severity: CvssSeverity;
}

export function scoreVector(vector: string): CvssScore | undefined {
  const m = /^CVSS:(3\.0|3\.1|4\.0)\//.exec(vector);
  const version = (m?.[1] ?? '2.0') as CvssVersion;
  const make = { '2.0': Cvss2, '3.0': Cvss3P0, '3.1': Cvss3P1, '4.0': Cvss4P0 }[version];
  const score = new make(vector).calculateScores();
  return score as never;
}
