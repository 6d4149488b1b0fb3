import type { Actor } from '../platform/auth/actor.ts';
import type { Platform } from '../platform/platform.ts';
import type { TriageResult } from './contract.ts';
import { recordDecision } from './record-decision.ts';

/** Another measure holds the weakness until a date at which it must be looked at again. */
export function mitigate(
  p: Platform,
  actor: Actor,
  input: { ids: readonly string[]; reason: string; until: string },
): Promise<TriageResult> {
  return recordDecision(p, actor, { ...input, kind: 'mitigate' });
}
