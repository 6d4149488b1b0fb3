import { z } from 'zod';
import type { App } from '../platform/http/app.ts';
import type { Platform } from '../platform/platform.ts';
import { generateBundleKey, trustBundleKey } from './add-bundle-key.ts';
import * as c from './contract.ts';
import { fail } from './errors.ts';
import { exportBundle } from './export-bundle.ts';
import { importBundle } from './import-bundle.ts';
import { presentRun } from './present.ts';
import { readUpload } from './read-upload.ts';
import { type BundleKeyRow, listKeys } from './store/bundle-keys.ts';

const tags = ['watch'];

/** Signed archives between an installation with a network and one without. */
export function bundleRoutes(app: App, p: Platform): void {
  app.post(
    '/api/watch/bundles/export',
    {
      config: { permission: 'watch:bundle:export' },
      schema: { tags, summary: 'Make a signed bundle', body: c.ExportBundleBody },
    },
    async (req, reply) => {
      const bundle = await exportBundle(p, req.actor, req.body);
      return reply
        .header('content-type', 'application/gzip')
        .header('content-disposition', `attachment; filename="${bundle.name}"`)
        .send(bundle.content);
    },
  );
  app.post(
    '/api/watch/bundles/import',
    {
      config: { permission: 'watch:bundle:import' },
      schema: {
        tags,
        summary: 'Read a signed bundle',
        consumes: ['multipart/form-data'],
        querystring: z.object({ confirmedFingerprint: z.string().max(100).optional() }),
        response: { 200: c.ImportResult },
      },
    },
    async (req) => {
      const { confirmedFingerprint } = req.query;
      if (confirmedFingerprint && !req.actor.permissions.has('watch:bundle:trust'))
        throw fail('bundle-key-unknown', { details: { fingerprint: confirmedFingerprint } });
      const upload = await req.file();
      if (!upload) throw fail('feed-no-file');
      const runs = await importBundle(p, req.actor, { source: readUpload(upload), confirmedFingerprint });
      return { runs: runs.map(presentRun) };
    },
  );
  keyRoutes(app, p);
}

function keyRoutes(app: App, p: Platform): void {
  app.get(
    '/api/watch/bundles/keys',
    {
      config: { permission: 'watch:feed:read' },
      schema: { tags, summary: 'Keys of bundles', response: { 200: c.BundleKeyList } },
    },
    async () => ({ items: (await listKeys(p.db)).map(presentKey) }),
  );
  app.post(
    '/api/watch/bundles/keys',
    {
      config: { permission: 'watch:bundle:trust' },
      schema: { tags, summary: 'Make a signing key', body: c.NewKeyBody, response: { 200: c.BundleKey } },
    },
    async (req) => presentKey(await generateBundleKey(p, req.actor, req.body)),
  );
  app.post(
    '/api/watch/bundles/keys/trust',
    {
      config: { permission: 'watch:bundle:trust' },
      schema: { tags, summary: 'Trust a key', body: c.TrustKeyBody, response: { 200: c.BundleKey } },
    },
    async (req) => presentKey(await trustBundleKey(p, req.actor, req.body)),
  );
}

function presentKey(row: BundleKeyRow): z.output<typeof c.BundleKey> {
  return {
    fingerprint: row.fingerprint,
    name: row.name,
    publicKey: row.public_key,
    isOwn: row.private_key !== null,
    addedAt: row.added_at.toISOString(),
    addedBy: row.added_by,
  };
}
