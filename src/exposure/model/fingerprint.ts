import { hash } from 'node:crypto';
import type { Reason } from '@vigie/vulnmatch';
import type { Assessment, DecisionRecord } from './finding.ts';

const reasonTexts = new WeakMap<readonly Reason[], string>();
const decisionTexts = new WeakMap<DecisionRecord, string>();

/**
 * A digest of all that `settleKnown` compares, except the counts of services and users, which `propagate` rewrites in place.
 * Two assessments with the same digest need not be compared.
 */
export function fingerprintOf(a: Assessment): string {
  const parts = [
    a.verdict,
    a.hasConflict,
    a.version,
    a.title,
    a.method,
    a.severity,
    a.cvss,
    a.epss,
    a.isKev,
    a.exposed,
    a.assetName,
    a.outcomeRank,
    a.componentIds,
  ];
  const text = `${JSON.stringify(parts)}\n${reasonsJson(a.reasons)}\n${decisionJson(a.decision)}`;
  return hash('sha1', text, 'base64');
}

/** The same list of reasons stands for a product on all its assets: written out once. */
export function reasonsJson(reasons: readonly Reason[]): string {
  let text = reasonTexts.get(reasons);
  if (text === undefined) {
    text = JSON.stringify(reasons);
    reasonTexts.set(reasons, text);
  }
  return text;
}

export function decisionJson(decision: DecisionRecord): string {
  let text = decisionTexts.get(decision);
  if (text === undefined) {
    text = JSON.stringify(decision);
    decisionTexts.set(decision, text);
  }
  return text;
}
