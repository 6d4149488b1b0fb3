import { randomUUID } from 'node:crypto';
import type { Actor } from '../platform/auth/actor.ts';
import type { Db } from '../platform/db/database.ts';
import type { Platform } from '../platform/platform.ts';
import { fail } from './errors.ts';
import { phraseNaming, readText, wordsOfLabel } from './model/find-label.ts';
import {
  type EntryWrite,
  findLabel,
  insertEntries,
  insertLabel,
  type LabelRow,
  loadLabels,
  loadPublications,
  type Publication,
  removeLabel,
  searchPublications,
  settleEntries,
} from './store/labels.ts';

const MOST_LABELS = 500;
/** A label begins with what was published lately, no more. */
const LOOK_BACK_DAYS = 30;
const LOOK_BACK_ENTRIES = 200;

/** Watches a name from now on, and looks back a month. */
export async function addLabel(
  p: Platform,
  actor: Actor,
  label: string,
): Promise<{ id: string; found: number }> {
  const words = wordsOfLabel(label);
  if (words.replace(/ /g, '').length < 2) throw fail('label-unreadable', { details: { label } });
  return p.db.transaction().execute(async (trx) => {
    if (await findLabel(trx, { words })) throw fail('label-known', { details: { label } });
    const labels = await loadLabels(trx);
    if (labels.length >= MOST_LABELS) throw fail('labels-too-many', { details: { most: MOST_LABELS } });
    const now = p.clock.now();
    const row: LabelRow = {
      id: randomUUID(),
      label,
      words,
      added_at: now,
      added_by_name: actor.name,
      removed_at: null,
    };
    await insertLabel(trx, row);
    const since = new Date(now.getTime() - LOOK_BACK_DAYS * 86_400_000);
    const published = await searchPublications(trx, words, since, LOOK_BACK_ENTRIES);
    const found = await insertEntries(trx, entriesOf([row], published, now));
    await p.journal.append(trx, {
      actor,
      action: 'watch.label.added',
      object: { kind: 'watch.label', id: row.id, label },
      details: { found },
    });
    p.live.publish('watch.labels');
    return { id: row.id, found };
  });
}

export async function dropLabel(p: Platform, actor: Actor, id: string): Promise<{ done: boolean }> {
  return p.db.transaction().execute(async (trx) => {
    const row = await findLabel(trx, { id });
    if (!row) throw fail('label-unknown', { details: { id } });
    await removeLabel(trx, id, p.clock.now());
    await p.journal.append(trx, {
      actor,
      action: 'watch.label.removed',
      object: { kind: 'watch.label', id, label: row.label },
    });
    p.live.publish('watch.labels');
    return { done: true };
  });
}

/** A person looked: it concerns us or not. */
export async function settleLabelEntries(
  p: Platform,
  actor: Actor,
  input: { ids: readonly string[]; outcome: 'concerned' | 'not_concerned' },
): Promise<{ settled: number }> {
  return p.db.transaction().execute(async (trx) => {
    const settled = await settleEntries(trx, input.ids, {
      outcome: input.outcome,
      name: actor.name,
      now: p.clock.now(),
    });
    if (settled.length > 0)
      await p.journal.append(trx, {
        actor,
        action: 'watch.label.settled',
        details: { outcome: input.outcome, refs: settled.map((s) => s.ref) },
      });
    p.live.publish('watch.labels');
    return { settled: settled.length };
  });
}

/** Looks for the watched labels in what a source just said, in the transaction that writes it. */
export async function noteLabels(
  p: Platform,
  trx: Db,
  written: { vulnerabilities: readonly string[]; notices: readonly string[] },
): Promise<void> {
  if (written.vulnerabilities.length + written.notices.length === 0) return;
  const labels = await loadLabels(trx);
  if (labels.length === 0) return;
  const entries = entriesOf(labels, await loadPublications(trx, written), p.clock.now());
  if ((await insertEntries(trx, entries)) > 0) p.live.publish('watch.labels');
}

function entriesOf(
  labels: readonly LabelRow[],
  publications: readonly Publication[],
  now: Date,
): EntryWrite[] {
  return publications.flatMap((published) => {
    const texts = (['products', 'title', 'description'] as const).map((field) => ({
      field: field === 'products' ? ('product' as const) : field,
      read: readText(published[field]),
    }));
    return labels.flatMap((label) => {
      for (const { field, read } of texts) {
        const phrase = phraseNaming(read, label.words);
        if (phrase === undefined) continue;
        const { kind, ref, title, source, cves, publishedAt } = published;
        const entry = { id: randomUUID(), label_id: label.id, kind, ref, title, source, cves };
        return [{ ...entry, field, phrase, published_at: publishedAt, found_at: now }];
      }
      return [];
    });
  });
}
