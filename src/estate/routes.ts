import { z } from 'zod';
import type { App } from '../platform/http/app.ts';
import { sendList } from '../platform/http/export.ts';
import { pageOf } from '../platform/http/page.ts';
import type { Platform } from '../platform/platform.ts';
import * as c from './contract.ts';
import { fail } from './errors.ts';
import { linkObjects, unlinkObjects } from './link-objects.ts';
import type { OpeningHours } from './model/opening.ts';
import { noteReading } from './note-reading.ts';
import { openAsset, openingOf, openService, openSurroundings } from './open-sheet.ts';
import { retireAbsent } from './retire-absent.ts';
import { changeObject, createObject, retireObject } from './save-object.ts';
import { listComponents } from './store/components.ts';
import { countObjects, getObject, listObjects, type NounName, type StoredObject } from './store/nouns.ts';

interface NounRoutes {
  noun: NounName;
  path: string;
  body: z.ZodObject;
  view: z.ZodObject;
  read: string;
  change: string;
  columns: readonly string[];
}

const asset = { read: 'estate:asset:read', change: 'estate:asset:change' };
const service = { read: 'estate:service:read', change: 'estate:service:change' };
const processing = { read: 'estate:processing:read', change: 'estate:processing:change' };
const ROUTES: readonly NounRoutes[] = [
  {
    noun: 'service',
    path: 'services',
    body: c.ServiceBody,
    view: c.Service,
    ...service,
    columns: ['name', 'needD', 'needI', 'needC', 'needP', 'users', 'regime', 'homologation', 'ownerName'],
  },
  {
    noun: 'application',
    path: 'applications',
    body: c.ApplicationBody,
    view: c.Application,
    ...asset,
    columns: ['name', 'kind', 'ownerName', 'supplierName'],
  },
  {
    noun: 'asset',
    path: 'assets',
    body: c.AssetBody,
    view: c.Asset,
    ...asset,
    columns: [
      'name',
      'ref',
      'kind',
      'environment',
      'exposed',
      'os',
      'location',
      'ownerName',
      'supplierName',
      'componentCount',
    ],
  },
  {
    noun: 'supplier',
    path: 'suppliers',
    body: c.SupplierBody,
    view: c.Supplier,
    ...asset,
    columns: ['name', 'contactName', 'contactEmail', 'contractUntil'],
  },
  {
    noun: 'person',
    path: 'people',
    body: c.PersonBody,
    view: c.Person,
    ...asset,
    columns: ['name', 'email', 'role', 'unitName'],
  },
  { noun: 'unit', path: 'units', body: c.UnitBody, view: c.Unit, ...asset, columns: ['name', 'parentName'] },
  {
    noun: 'processing',
    path: 'processings',
    body: c.ProcessingBody,
    view: c.Processing,
    ...processing,
    columns: ['name', 'purpose', 'legalBasis', 'peopleCount', 'hasSensitiveData', 'retention'],
  },
];

const Id = z.object({ id: z.string().max(64) });

/** Lists, sheets and changes of everything the estate holds. */
export function estateRoutes(app: App, p: Platform): void {
  for (const noun of ROUTES) nounRoutes(app, p, noun);
  sheetRoutes(app, p);
  componentRoutes(app, p);
  linkRoutes(app, p);
}

function nounRoutes(
  app: App,
  p: Platform,
  { noun, path, body, view, read, change, columns }: NounRoutes,
): void {
  const tags = ['estate'];
  const url = `/api/estate/${path}`;
  app.get(
    url,
    {
      config: { permission: read },
      schema: { tags, summary: `List ${path}`, querystring: c.ObjectQuery, response: { 200: pageOf(view) } },
    },
    async (req, reply) => {
      const { query } = req;
      if (noun === 'processing')
        await noteReading(p, req.actor, query.format === 'json' ? {} : { exported: query.format });
      if (query.format !== 'json') {
        return sendList<Record<string, unknown>>(reply, {
          name: path,
          format: query.format,
          columns,
          fetch: async (page, size) => (await listObjects(p.db, noun, { ...query, page, size })).rows,
        });
      }
      const { rows, total } = await listObjects(p.db, noun, query);
      return { items: rows.map((row) => complete(p, noun, row)), total, page: query.page, size: query.size };
    },
  );
  app.get(
    `${url}/:id`,
    {
      config: { permission: read },
      schema: { tags, summary: `One of ${path}`, params: Id, response: { 200: view } },
    },
    async (req) => {
      const object = await getObject(p.db, noun, req.params.id);
      if (!object) throw fail('object-unknown', { details: { noun, id: req.params.id } });
      if (noun === 'processing')
        await noteReading(p, req.actor, {
          object: { kind: 'estate.processing', id: object.id, label: String(object.name) },
        });
      return complete(p, noun, object);
    },
  );
  app.post(
    url,
    {
      config: { permission: change },
      schema: { tags, summary: `Create one of ${path}`, body, response: { 201: view } },
    },
    async (req, reply) =>
      reply.code(201).send(complete(p, noun, await createObject(p, req.actor, noun, req.body))),
  );
  const Change = z.object({ versionNo: z.number().int(), data: c.patchOf(body) });
  app.patch(
    `${url}/:id`,
    {
      config: { permission: change },
      schema: { tags, summary: `Change one of ${path}`, params: Id, body: Change, response: { 200: view } },
    },
    async (req) =>
      complete(
        p,
        noun,
        await changeObject(p, req.actor, noun, req.params.id, {
          versionNo: req.body.versionNo,
          data: onlyGiven(req.body.data),
        }),
      ),
  );
  app.post(
    `${url}/:id/retire`,
    {
      config: { permission: change },
      schema: {
        tags,
        summary: `Take one of ${path} out of use`,
        params: Id,
        body: z.object({ versionNo: z.number().int() }),
        response: { 200: view },
      },
    },
    async (req) =>
      complete(p, noun, await retireObject(p, req.actor, noun, req.params.id, req.body.versionNo)),
  );
}

/** What is not stored but told with each: when a service opens next. */
function complete(p: Platform, noun: NounName, object: StoredObject): StoredObject {
  return noun === 'service'
    ? { ...object, ...openingOf(p, object as unknown as { opening: OpeningHours[] }) }
    : object;
}

/** A field sent as undefined is a field not sent. */
function onlyGiven(data: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(data).filter(([, v]) => v !== undefined));
}

function sheetRoutes(app: App, p: Platform): void {
  const tags = ['estate'];
  app.get(
    '/api/estate/services/:id/sheet',
    {
      config: { permission: service.read },
      schema: {
        tags,
        summary: 'A service with what it rests on',
        params: Id,
        response: { 200: c.ServiceSheet },
      },
    },
    async (req) => {
      const { id } = req.params;
      const sheet = await openService(p, id, req.actor.permissions.has(processing.read));
      if (sheet.processings.length > 0)
        await noteReading(p, req.actor, { object: { kind: 'estate.service', id, label: sheet.name } });
      return sheet;
    },
  );
  app.get(
    '/api/estate/assets/:id/sheet',
    {
      config: { permission: asset.read },
      schema: {
        tags,
        summary: 'An asset with the services it reaches',
        params: Id,
        response: { 200: c.AssetSheet },
      },
    },
    (req) => openAsset(p, req.params.id),
  );
  for (const kind of ['application', 'supplier'] as const)
    app.get(
      `/api/estate/${kind}s/:id/surroundings`,
      {
        config: { permission: asset.read },
        schema: {
          tags,
          summary: `What rests on this ${kind}, and what it rests on`,
          params: Id,
          response: { 200: c.Surroundings },
        },
      },
      (req) => openSurroundings(p, { kind, id: req.params.id }),
    );
  app.get(
    '/api/estate/summary',
    {
      config: { permission: asset.read },
      schema: { tags, summary: 'How many of each', response: { 200: c.EstateSummary } },
    },
    async () => {
      const n = await countObjects(p.db);
      const of = (name: string) => n[name] ?? 0;
      return {
        services: of('service'),
        applications: of('application'),
        assets: of('asset'),
        components: of('component'),
        suppliers: of('supplier'),
        people: of('person'),
        processings: of('processing'),
      };
    },
  );
}

function componentRoutes(app: App, p: Platform): void {
  const tags = ['estate'];
  app.get(
    '/api/estate/components',
    {
      config: { permission: asset.read },
      schema: {
        tags,
        summary: 'Components in place',
        querystring: c.ComponentQuery,
        response: { 200: c.ComponentPage },
      },
    },
    async (req, reply) => {
      const { query } = req;
      const page = async (n: number, size: number) =>
        (await listComponents(p.db, { ...query, page: n, size })).rows.map(presentComponent);
      if (query.format !== 'json') {
        return sendList(reply, {
          name: 'composants',
          format: query.format,
          columns: [
            'assetName',
            'name',
            'version',
            'vendor',
            'product',
            'purl',
            'cpe',
            'type',
            'source',
            'firstSeen',
            'lastSeen',
          ],
          fetch: async (n, size) =>
            (await page(n, size)).map((row) => ({ ...row, assetName: row.asset.name })),
        });
      }
      const { rows, total } = await listComponents(p.db, query);
      return { items: rows.map(presentComponent), total, page: query.page, size: query.size };
    },
  );
  app.post(
    '/api/estate/components/retire',
    {
      config: { permission: 'estate:inventory:import' },
      schema: {
        tags,
        summary: 'Take absent components out of use',
        body: z.object({ ids: z.array(z.string().max(64)).min(1).max(1000) }),
        response: { 200: z.object({ components: z.number().int(), assets: z.number().int() }) },
      },
    },
    (req) => retireAbsent(p, req.actor, req.body.ids),
  );
}

function presentComponent(row: Awaited<ReturnType<typeof listComponents>>['rows'][number]): c.Component {
  return {
    id: row.id,
    asset: { id: row.assetId, name: row.assetName },
    name: row.name,
    version: row.version,
    purl: row.purl,
    cpe: row.cpe,
    vendor: row.vendor,
    product: row.product,
    type: row.type,
    source: row.source,
    firstSeen: row.firstSeen.toISOString(),
    lastSeen: row.lastSeen.toISOString(),
    absentSince: row.absentSince?.toISOString() ?? null,
  };
}

function linkRoutes(app: App, p: Platform): void {
  const tags = ['estate'];
  const config = { permission: asset.change };
  app.post(
    '/api/estate/links',
    {
      config,
      schema: {
        tags,
        summary: 'Say that one object needs another',
        body: c.LinkBody,
        response: { 200: c.LinkBody },
      },
    },
    (req) => linkObjects(p, req.actor, req.body),
  );
  app.post(
    '/api/estate/links/remove',
    {
      config,
      schema: {
        tags,
        summary: 'Take a link back',
        body: c.LinkBody.pick({ from: true, to: true }),
        response: { 200: z.object({ done: z.boolean() }) },
      },
    },
    (req) => unlinkObjects(p, req.actor, req.body),
  );
}
