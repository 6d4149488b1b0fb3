import { randomUUID } from 'node:crypto';
import type { Readable } from 'node:stream';
import type { Actor } from '../platform/auth/actor.ts';
import { AppError } from '../platform/errors.ts';
import { storable } from '../platform/files/storable.ts';
import type { Platform } from '../platform/platform.ts';
import type { ImportOptions, ImportSummary } from './contract.ts';
import { fail } from './errors.ts';
import { planImport } from './plan-import.ts';
import { getImport, type ImportRow, upsertImport } from './store/imports.ts';

/** One less than what the upload lets through, so that an upload cut at its limit is refused, not read as if whole. */
const MOST_BYTES = 1024 * 1024 * 1024 - 1;

const NOTHING: ImportSummary = {
  components: 0,
  added: 0,
  changed: 0,
  unchanged: 0,
  absent: 0,
  assets: [],
  subject: null,
  warnings: [],
  mapping: null,
  columns: null,
  samples: [],
  needsAsset: false,
};

/**
 * Keeps the document and says what applying it would change. A document that cannot be read is kept too, with the reason
 * and the place, on screen and in the journal; nothing of the estate is written.
 */
export async function previewImport(
  p: Platform,
  actor: Actor,
  input: { name: string; content: Readable; options: ImportOptions },
): Promise<ImportRow> {
  const stored = await keep(p, actor, input);
  const row: ImportRow = {
    id: randomUUID(),
    file_name: storable(input.name.slice(0, 300)),
    file_sha256: stored.sha256,
    file_size: stored.size,
    format: null,
    options: input.options,
    state: 'failed',
    summary: NOTHING,
    problem: null,
    actor_id: actor.id,
    actor_name: actor.name,
    created_at: p.clock.now(),
    applied_at: null,
  };
  return plan(p, actor, row);
}

const isTooLarge = (error: unknown): boolean =>
  error instanceof AppError && error.code === 'platform.file-too-large';

/** What cannot even be kept (too large) leaves its mark in the journal. */
async function keep(p: Platform, actor: Actor, { name, content }: { name: string; content: Readable }) {
  try {
    return await p.files.put(content, { maxBytes: MOST_BYTES });
  } catch (cause) {
    const error = isTooLarge(cause)
      ? fail('inventory-too-large', {
          cause,
          details: { file: name.slice(0, 300), place: `byte ${MOST_BYTES}`, limit: MOST_BYTES },
        })
      : cause;
    if (error instanceof AppError)
      await p.db.transaction().execute((trx) =>
        p.journal.append(trx, {
          actor,
          action: 'estate.import.refused',
          object: { kind: 'estate.import', id: '', label: storable(name.slice(0, 300)) },
          details: { code: error.code, ...error.details },
        }),
      );
    throw error;
  }
}

/** Reads the kept document again with other options: a mapping, a format, an asset. */
export async function replanImport(
  p: Platform,
  actor: Actor,
  id: string,
  options: ImportOptions,
): Promise<ImportRow> {
  const row = await getImport(p.db, id);
  if (!row) throw fail('import-unknown', { details: { id } });
  if (row.state === 'applied') throw fail('import-not-previewed', { details: { state: row.state } });
  return plan(p, actor, { ...row, options: { ...row.options, ...options } });
}

async function plan(p: Platform, actor: Actor, row: ImportRow): Promise<ImportRow> {
  const done = await planned(p, row);
  await p.db.transaction().execute(async (trx) => {
    await upsertImport(trx, done);
    await p.journal.append(trx, {
      actor,
      action: done.state === 'failed' ? 'estate.import.refused' : 'estate.import.previewed',
      object: { kind: 'estate.import', id: done.id, label: done.file_name },
      details: done.problem ?? { sha256: done.file_sha256, components: done.summary.components },
    });
  });
  return done;
}

async function planned(p: Platform, row: ImportRow): Promise<ImportRow> {
  const document = { name: row.file_name, size: row.file_size, open: () => p.files.open(row.file_sha256) };
  try {
    const { format, summary } = await planImport(p.db, document, row.options);
    return { ...row, format, summary, state: 'previewed', problem: null };
  } catch (error) {
    if (!(error instanceof AppError) || error.status >= 500) throw error;
    return {
      ...row,
      state: 'failed',
      summary: NOTHING,
      problem: { code: error.code, details: error.details },
    };
  }
}
