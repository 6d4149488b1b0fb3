import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { ROOT } from '../platform/root.ts';
import { fail } from './errors.ts';
import { faultsOf, type Policy } from './model/decide.ts';

const Label = z.object({ fr: z.string(), en: z.string() });
const PolicySchema = z.object({
  id: z.string().regex(/^[a-z0-9-]+$/),
  version: z.string(),
  title: Label,
  source: z.string(),
  licence: z.string(),
  inputs: z.array(
    z.object({ name: z.string(), label: Label, values: z.array(z.object({ id: z.string(), label: Label })) }),
  ),
  outcomes: z.array(
    z.object({
      id: z.string(),
      deadlineDays: z.number().int().min(0).nullable(),
      forensic: z.boolean().optional(),
      label: Label,
    }),
  ),
  rows: z.array(z.array(z.string())),
});

const folder = join(ROOT, 'content', 'policies');
const loaded = new Map<string, Policy>();

/** Ids of the decision tables that ship with the product, in order. */
export function policyIds(): string[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .map((name) => name.slice(0, -5))
    .sort();
}

/** A decision table by its id, read and checked once. */
export function loadPolicy(id: string): Policy {
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
  const read = PolicySchema.safeParse(raw);
  if (!read.success)
    throw fail('policy-malformed', {
      details: { policy: id, file: `${id}.json`, reason: z.prettifyError(read.error) },
    });
  const policy = read.data as Policy;
  const [fault] = policy.id === id ? faultsOf(policy) : [`id ${policy.id}`];
  if (fault) throw fail('policy-malformed', { details: { policy: id, file: `${id}.json`, reason: fault } });
  return policy;
}
