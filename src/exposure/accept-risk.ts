import type { Actor } from '../platform/auth/actor.ts';
import type { Platform } from '../platform/platform.ts';
import type { TriageResult } from './contract.ts';
import { recordDecision } from './record-decision.ts';

/** The CISO lives with the risk until a date; the finding reopens at that date, or sooner on a trigger. */
export function acceptRisk(
  p: Platform,
  actor: Actor,
  input: { ids: readonly string[]; reason: string; until: string },
): Promise<TriageResult> {
  return recordDecision(p, actor, { ...input, kind: 'accept' });
}
