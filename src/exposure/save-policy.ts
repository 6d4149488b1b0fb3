import { z } from 'zod';
import type { Actor } from '../platform/auth/actor.ts';
import type { Platform } from '../platform/platform.ts';
import { PolicyDocument } from './contract.ts';
import { fail } from './errors.ts';
import type { Policy } from './model/decide.ts';
import { faultsOf } from './model/policy-faults.ts';
import { policyIds } from './policies.ts';
import { INPUT_VALUES } from './score.ts';
import { insertSavedPolicy, listSavedPolicies } from './store/policies.ts';

interface SavePolicy {
  document: unknown;
  copiedFrom?: string | undefined;
  note: string;
  after: number;
}

/** Saves a table written here as its next version, checked whole; a version once saved is never altered. */
export async function savePolicy(
  p: Platform,
  actor: Actor,
  input: SavePolicy,
): Promise<{ id: string; version: number }> {
  const version = input.after + 1;
  const policy = { ...readPolicy(input.document), version: String(version) };
  return p.db.transaction().execute(async (trx) => {
    const last = (await listSavedPolicies(trx, policy.id))[0]?.version ?? 0;
    const isSaved =
      last === input.after &&
      (await insertSavedPolicy(trx, {
        id: policy.id,
        version,
        document: policy,
        copied_from: input.copiedFrom ?? null,
        note: input.note,
        saved_by_name: actor.name,
        saved_at: p.clock.now(),
      }));
    if (!isSaved) throw fail('policy-changed', { details: { policy: policy.id, version: last } });
    await p.journal.append(trx, {
      actor,
      action: 'exposure.policy.saved',
      object: { kind: 'exposure.policy', id: policy.id, label: policy.title.fr },
      details: { version, copiedFrom: input.copiedFrom ?? null, note: input.note },
    });
    return { id: policy.id, version };
  });
}

/** A table from outside: its shape, then that it covers every combination once, with inputs that Vigie can fill. */
export function readPolicy(document: unknown): Policy {
  const read = PolicyDocument.safeParse(document);
  if (!read.success) {
    const [issue] = read.error.issues;
    throw fail('policy-schema', {
      details: { place: z.core.toDotPath(issue?.path ?? []) || '.', value: issue?.message ?? '' },
    });
  }
  const policy = read.data as Policy;
  if (policyIds().includes(policy.id)) throw fail('policy-shipped', { details: { policy: policy.id } });
  for (const [i, input] of policy.inputs.entries()) {
    const values = INPUT_VALUES[input.name];
    const strange = values ? input.values.find((v) => !values.includes(v.id)) : { id: input.name };
    if (strange) throw fail('policy-input', { details: { place: `inputs[${i}]`, value: strange.id } });
  }
  const [fault] = faultsOf(policy);
  if (fault) throw fail(`policy-${fault.kind}`, { details: { place: fault.place, value: fault.value } });
  return policy;
}
