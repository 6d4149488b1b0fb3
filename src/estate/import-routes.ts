import { z } from 'zod';
import type { App } from '../platform/http/app.ts';
import { PageQuery } from '../platform/http/page.ts';
import type { Platform } from '../platform/platform.ts';
import { applyImport } from './apply-import.ts';
import { Import, ImportOptions, ImportPage, InventoryFormatView } from './contract.ts';
import { fail } from './errors.ts';
import { inventories } from './inventories/registry.generated.ts';
import { previewImport, replanImport } from './preview-import.ts';
import { getImport, type ImportRow, listImports } from './store/imports.ts';

const Id = z.object({ id: z.string().max(64) });

/** Inventories: upload and preview, other options, apply, history. */
export function importRoutes(app: App, p: Platform): void {
  const config = { permission: 'estate:inventory:import' };
  const tags = ['estate'];

  app.get(
    '/api/estate/imports',
    {
      config,
      schema: {
        tags,
        summary: 'Imports, newest first',
        querystring: PageQuery,
        response: { 200: ImportPage },
      },
    },
    async (req) => {
      const { page, size } = req.query;
      const { rows, total } = await listImports(p.db, page, size);
      return { items: rows.map(present), total, page, size };
    },
  );

  app.get(
    '/api/estate/imports/formats',
    {
      config,
      schema: { tags, summary: 'Forms of inventory read', response: { 200: z.array(InventoryFormatView) } },
    },
    () => inventories.map(({ id, title, accepts }) => ({ id, title, extensions: [...accepts.extensions] })),
  );

  app.get(
    '/api/estate/imports/:id',
    { config, schema: { tags, summary: 'One import', params: Id, response: { 200: Import } } },
    async (req) => {
      const row = await getImport(p.db, req.params.id);
      if (!row) throw fail('import-unknown', { details: { id: req.params.id } });
      return present(row);
    },
  );

  // One file as multipart/form-data; its options come before it, as a field of JSON.
  app.post(
    '/api/estate/imports',
    {
      config,
      schema: {
        tags,
        summary: 'Upload an inventory and preview it',
        consumes: ['multipart/form-data'],
        response: { 201: Import },
      },
    },
    async (req, reply) => {
      const part = await req.file();
      if (!part) throw fail('import-empty', { details: { file: '' } });
      const field = part.fields.options;
      const options = optionsOf(field && 'value' in field ? String(field.value) : '{}');
      return reply
        .code(201)
        .send(
          present(await previewImport(p, req.actor, { name: part.filename, content: part.file, options })),
        );
    },
  );

  app.post(
    '/api/estate/imports/:id/plan',
    {
      config,
      schema: {
        tags,
        summary: 'Preview again with other options',
        params: Id,
        body: ImportOptions,
        response: { 200: Import },
      },
    },
    async (req) => present(await replanImport(p, req.actor, req.params.id, req.body)),
  );

  app.post(
    '/api/estate/imports/:id/apply',
    { config, schema: { tags, summary: 'Apply a previewed import', params: Id, response: { 200: Import } } },
    async (req) => present(await applyImport(p, req.actor, req.params.id)),
  );
}

function optionsOf(text: string): ImportOptions {
  let given: unknown;
  try {
    given = JSON.parse(text);
  } catch (cause) {
    throw fail('options-malformed', { cause, details: { reason: 'JSON' } });
  }
  const read = ImportOptions.safeParse(given);
  if (!read.success) throw fail('options-malformed', { details: { reason: z.prettifyError(read.error) } });
  return read.data;
}

function present(row: ImportRow): Import {
  return {
    id: row.id,
    fileName: row.file_name,
    fileSha256: row.file_sha256,
    fileSize: row.file_size,
    format: row.format,
    options: row.options,
    state: row.state,
    summary: row.summary,
    problem: row.problem,
    actor: row.actor_name,
    createdAt: row.created_at.toISOString(),
    appliedAt: row.applied_at?.toISOString() ?? null,
  };
}
