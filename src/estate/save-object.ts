import { randomUUID } from 'node:crypto';
import type { Actor } from '../platform/auth/actor.ts';
import type { Db } from '../platform/db/database.ts';
import type { Platform } from '../platform/platform.ts';
import { fail } from './errors.ts';
import { componentsChanged, graphChanged } from './events.ts';
import {
  getObject,
  insertObject,
  type NounName,
  type StoredObject,
  updateObject,
  userOf,
} from './store/nouns.ts';

/** Nouns whose facts weigh on what reaches what, or on how a weakness is scored. */
const GRAPH: readonly NounName[] = ['service', 'application', 'asset', 'supplier'];

/** Creates an object of the estate. */
export async function createObject(
  p: Platform,
  actor: Actor,
  noun: NounName,
  data: Record<string, unknown>,
): Promise<StoredObject> {
  const id = randomUUID();
  if (noun === 'service' && isOwnerOnly(actor)) throw fail('not-yours');
  return p.db.transaction().execute(async (trx) => {
    await unlessTaken(data, insertObject(trx, noun, id, data, p.clock.now()));
    await p.journal.append(trx, {
      actor,
      action: `estate.${noun}.created`,
      object: { kind: `estate.${noun}`, id, label: String(data.name) },
    });
    await tell(p, trx, noun, id);
    return found(await getObject(trx, noun, id), noun, id);
  });
}

/**
 * Changes the fields given. `versionNo` is the one the person saw: if somebody changed the object meanwhile, nothing is
 * written and the current state is given back with the error.
 */
export async function changeObject(
  p: Platform,
  actor: Actor,
  noun: NounName,
  id: string,
  change: { data: Record<string, unknown>; versionNo: number },
): Promise<StoredObject> {
  return p.db.transaction().execute(async (trx) => {
    const before = found(await getObject(trx, noun, id), noun, id);
    await mayChange(trx, actor, noun, before);
    const now = p.clock.now();
    if (!(await unlessTaken(change.data, updateObject(trx, noun, id, { ...change, now }))))
      throw fail('changed-meanwhile', { details: { current: before } });
    const after = found(await getObject(trx, noun, id), noun, id);
    const fields = Object.keys(change.data).filter(
      (k) => JSON.stringify(before[k]) !== JSON.stringify(after[k]),
    );
    await p.journal.append(trx, {
      actor,
      action: `estate.${noun}.changed`,
      object: { kind: `estate.${noun}`, id, label: String(after.name) },
      details: { fields, before: pick(before, fields), after: pick(after, fields) },
    });
    await tell(p, trx, noun, id);
    return after;
  });
}

/** Takes an object out of use; its row and its history stay. */
export async function retireObject(
  p: Platform,
  actor: Actor,
  noun: NounName,
  id: string,
  versionNo: number,
): Promise<StoredObject> {
  return p.db.transaction().execute(async (trx) => {
    const before = found(await getObject(trx, noun, id), noun, id);
    await mayChange(trx, actor, noun, before);
    const now = p.clock.now();
    const done = await updateObject(trx, noun, id, { data: {}, versionNo, retiredAt: now, now });
    if (!done) throw fail('changed-meanwhile', { details: { current: before } });
    await p.journal.append(trx, {
      actor,
      action: `estate.${noun}.retired`,
      object: { kind: `estate.${noun}`, id, label: String(before.name) },
    });
    await tell(p, trx, noun, id);
    return found(await getObject(trx, noun, id), noun, id);
  });
}

function found(object: StoredObject | undefined, noun: NounName, id: string): StoredObject {
  if (!object) throw fail('object-unknown', { details: { noun, id } });
  return object;
}

function isOwnerOnly(actor: Actor): boolean {
  return (
    actor.kind !== 'system' && !actor.roles.some((r) => r === 'operator' || r === 'ciso' || r === 'admin')
  );
}

/** A service's owner writes the sheet of their own services only: those whose owner is the person of this account. */
async function mayChange(trx: Db, actor: Actor, noun: NounName, object: StoredObject): Promise<void> {
  if (noun !== 'service' || !isOwnerOnly(actor)) return;
  const owner = typeof object.ownerId === 'string' ? await userOf(trx, object.ownerId) : null;
  if (owner === null || owner !== actor.userId) throw fail('not-yours');
}

const UNIQUE_VIOLATION = '23505';

/** The reference of an asset in use belongs to it alone. */
async function unlessTaken(data: Record<string, unknown>, write: Promise<boolean>): Promise<boolean> {
  try {
    return await write;
  } catch (cause) {
    if ((cause as { code?: unknown }).code === UNIQUE_VIOLATION)
      throw fail('ref-taken', { cause, details: { ref: data.ref } });
    throw cause;
  }
}

async function tell(p: Platform, trx: Db, noun: NounName, id: string): Promise<void> {
  p.live.publish(`estate.${noun}s`);
  if (!GRAPH.includes(noun)) return;
  await p.events.emit(trx, graphChanged, {});
  if (noun === 'asset') await p.events.emit(trx, componentsChanged, { assetIds: [id] });
}

function pick(object: Record<string, unknown>, fields: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(fields.map((f) => [f, object[f]]));
}
