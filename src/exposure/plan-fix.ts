import type { Actor } from '../platform/auth/actor.ts';
import type { Platform } from '../platform/platform.ts';
import type { TriageResult } from './contract.ts';
import { recordDecision } from './record-decision.ts';

/** A fix is planned for a date; the finding stays among the work to do, and reopens if the date passes. */
export function planFix(
  p: Platform,
  actor: Actor,
  input: { ids: readonly string[]; reason: string; until: string },
): Promise<TriageResult> {
  return recordDecision(p, actor, { ...input, kind: 'plan' });
}
