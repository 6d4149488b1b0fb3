import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { ROOT } from '../platform/root.ts';
import { PolicyDocument } from './contract.ts';
import { fail } from './errors.ts';
import type { Policy } from './model/decide.ts';
import { faultsOf } from './model/policy-faults.ts';
import type { PolicyInForce } from './store/policies.ts';

const folder = join(ROOT, 'content', 'policies');
const loaded = new Map<string, Policy>();

/** Ids of the decision tables that ship with the product, in order. */
export function policyIds(): string[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .map((name) => name.slice(0, -5))
    .sort();
}

/** A decision table that ships with the product by its id, or the one in force, wherever it was written. */
export function loadPolicy(which: string | PolicyInForce): Policy {
  if (typeof which !== 'string' && which.saved) return which.saved;
  const id = typeof which === 'string' ? which : which.id;
  const known = loaded.get(id);
  if (known) return known;
  if (!policyIds().includes(id)) throw fail('policy-unknown', { details: { policy: id } });
  const policy = parsePolicy(id, readFileSync(join(folder, `${id}.json`), 'utf8'));
  loaded.set(id, policy);
  return policy;
}

/** Reads a table's text; refuses one with a hole, a double or a value it does not declare. */
export function parsePolicy(id: string, text: string): Policy {
  let raw: unknown;
  try {
    raw = JSON.parse(text);
  } catch (cause) {
    throw fail('policy-malformed', { cause, details: { policy: id, file: `${id}.json`, reason: 'JSON' } });
  }
  const read = PolicyDocument.safeParse(raw);
  if (!read.success)
    throw fail('policy-malformed', {
      details: { policy: id, file: `${id}.json`, reason: z.prettifyError(read.error) },
    });
  const policy = read.data as Policy;
  const [first] = faultsOf(policy);
  const fault =
    policy.id === id ? first && `${first.place}: ${first.kind} ${first.value}` : `id ${policy.id}`;
  if (fault) throw fail('policy-malformed', { details: { policy: id, file: `${id}.json`, reason: fault } });
  return policy;
}
