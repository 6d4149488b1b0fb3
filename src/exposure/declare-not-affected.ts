import type { Actor } from '../platform/auth/actor.ts';
import type { Platform } from '../platform/platform.ts';
import type { TriageResult } from './contract.ts';
import { recordDecision } from './record-decision.ts';

/** A person states that the product is not affected, with one of the five VEX justifications. */
export function declareNotAffected(
  p: Platform,
  actor: Actor,
  input: { ids: readonly string[]; reason: string; justification: string },
): Promise<TriageResult> {
  return recordDecision(p, actor, { ...input, kind: 'not_affected' });
}
