import { z } from 'zod';
import { listOf, PageQuery, pageOf } from '../platform/http/page.ts';

const text = (max: number) => z.string().trim().max(max);
const name = text(200).min(1);
const optional = (max: number) => text(max).nullable().default(null);
const id = z.string().max(64);
const need = z.number().int().min(1).max(4);
const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);

export const OpeningSchema = z.object({ day: z.number().int().min(0).max(6), from: time, to: time });
export const PeakSchema = z.object({ label: text(200), from: z.iso.date(), to: z.iso.date() });
export const PrevalenceSchema = z.enum(['minimal', 'support', 'essential']);
export const WellBeingSchema = z.enum(['minimal', 'material', 'irreversible']);
export const RegimeSchema = z.enum(['RGSNC', 'PSSI interne', 'RGS']);

export const ServiceBody = z.object({
  name,
  shortName: optional(60),
  description: optional(4000),
  needD: need,
  needI: need,
  needC: need,
  needP: need,
  users: z.number().int().min(0).max(100_000_000).default(0),
  opening: z.array(OpeningSchema).max(28).default([]),
  peaks: z.array(PeakSchema).max(50).default([]),
  rtoHours: z.number().min(0).max(8760).nullable().default(null),
  rpoHours: z.number().min(0).max(8760).nullable().default(null),
  degradedMode: optional(2000),
  /** SSVC, Mission & Well-being; null: nobody said, so it is derived from D/I/C/P. */
  prevalence: PrevalenceSchema.nullable().default(null),
  wellBeing: WellBeingSchema.nullable().default(null),
  ownerId: id.nullable().default(null),
  unitId: id.nullable().default(null),
  regime: RegimeSchema.default('RGSNC'),
  homologation: z.enum(['none', 'ongoing', 'granted', 'expired']).default('none'),
  homologatedUntil: z.iso.date().nullable().default(null),
});
export const ApplicationBody = z.object({
  name,
  description: optional(4000),
  kind: text(60).default('business'),
  ownerId: id.nullable().default(null),
  supplierId: id.nullable().default(null),
});
export const AssetKind = z.enum(['host', 'appliance', 'saas', 'domain', 'url', 'network']);
/** Kinds on which software is installed: without an inventory, nobody knows which. */
export const HOLDS_SOFTWARE: ReadonlySet<string> = new Set(['host', 'appliance', 'saas']);
export const Exposed = z.enum(['yes', 'no', 'unknown']);
export const AssetBody = z.object({
  ref: optional(200),
  name,
  kind: AssetKind,
  environment: text(60).default('production'),
  exposed: Exposed.default('unknown'),
  exposedSource: optional(200),
  os: optional(200),
  location: optional(200),
  ownerId: id.nullable().default(null),
  supplierId: id.nullable().default(null),
  notes: optional(4000),
});
export const SupplierBody = z.object({
  name,
  contactName: optional(200),
  contactEmail: optional(320),
  contactPhone: optional(60),
  securityContact: optional(320),
  contractUntil: z.iso.date().nullable().default(null),
  notes: optional(4000),
});
export const PersonBody = z.object({
  name,
  email: optional(320),
  phone: optional(60),
  role: optional(200),
  unitId: id.nullable().default(null),
  /** The account of this person, if any: what makes a service theirs. */
  userId: id.nullable().default(null),
});
export const UnitBody = z.object({ name, parentId: id.nullable().default(null) });
const words = z.array(text(200)).max(100).default([]);
export const ProcessingBody = z.object({
  name,
  purpose: text(4000).min(1),
  legalBasis: text(1000).min(1),
  peopleCategories: words,
  dataCategories: words,
  hasSensitiveData: z.boolean().default(false),
  recipients: words,
  transfers: optional(2000),
  retention: optional(2000),
  measures: optional(4000),
  peopleCount: z.number().int().min(0).nullable().default(null),
  serviceIds: z.array(id).max(100).default([]),
  dpoNotes: optional(4000),
});

/** The same fields, each optional and without its default: what is not sent is left as it is. */
export function patchOf(body: z.ZodObject): z.ZodObject {
  const fields = Object.entries(body.shape as Record<string, z.ZodType>);
  return z.strictObject(
    Object.fromEntries(
      fields.map(([key, field]) => [
        key,
        (field instanceof z.ZodDefault ? (field.unwrap() as z.ZodType) : field).optional(),
      ]),
    ),
  );
}

const stored = { id: z.string(), versionNo: z.number().int(), retiredAt: z.string().nullable() };
export const Service = ServiceBody.extend({
  ...stored,
  ownerName: z.string().nullable(),
  unitName: z.string().nullable(),
  /** Open now and until when, or when it opens next; null: nobody gave its hours. */
  opening_: z.object({ state: z.enum(['open', 'closed']), at: z.string() }).nullable(),
});
export const Application = ApplicationBody.extend({
  ...stored,
  ownerName: z.string().nullable(),
  supplierName: z.string().nullable(),
});
export const Asset = AssetBody.extend({
  ...stored,
  ownerName: z.string().nullable(),
  supplierName: z.string().nullable(),
  exposedAt: z.string().nullable(),
  createdAt: z.string(),
  componentCount: z.number().int(),
});
export const Supplier = SupplierBody.extend(stored);
export const Person = PersonBody.extend({ ...stored, unitName: z.string().nullable() });
export const Unit = UnitBody.extend({ ...stored, parentName: z.string().nullable() });
export const Processing = ProcessingBody.extend(stored);
export type Service = z.infer<typeof Service>;
export type Application = z.infer<typeof Application>;
export type Asset = z.infer<typeof Asset>;
export type Supplier = z.infer<typeof Supplier>;
export type Person = z.infer<typeof Person>;
export type Unit = z.infer<typeof Unit>;
export type Processing = z.infer<typeof Processing>;

export const ObjectQuery = PageQuery.extend({
  kind: listOf(text(60)),
  exposed: listOf(Exposed),
  /** `none`: assets without any component, without a service, components without identity or version. */
  components: z.literal('none').optional(),
  service: text(64).optional(),
  /** What this person, or the persons of this unit, answer for; or what this supplier provides. */
  owner: text(64).optional(),
  supplier: text(64).optional(),
  /** `none`: services that rest on nothing known. */
  assets: z.literal('none').optional(),
  /** Only these: the services a facet names. */
  ids: z.preprocess((v) => (typeof v === 'string' ? v.split(',') : v), z.array(id).max(300)).optional(),
  retired: z.stringbool().default(false),
  format: z.enum(['json', 'csv', 'ndjson']).default('json'),
});
export type ObjectQuery = z.infer<typeof ObjectQuery>;

export const Component = z.object({
  id: z.string(),
  asset: z.object({ id: z.string(), name: z.string() }),
  name: z.string(),
  version: z.string().nullable(),
  purl: z.string().nullable(),
  cpe: z.string().nullable(),
  vendor: z.string().nullable(),
  product: z.string().nullable(),
  type: z.string().nullable(),
  source: z.string(),
  firstSeen: z.string(),
  lastSeen: z.string(),
  absentSince: z.string().nullable(),
});
export type Component = z.infer<typeof Component>;
export const ComponentQuery = PageQuery.extend({
  asset: text(64).optional(),
  identity: z.literal('none').optional(),
  version: z.literal('none').optional(),
  absent: z.stringbool().optional(),
  /** All components that inventories call so. */
  label: text(600).optional(),
  format: z.enum(['json', 'csv', 'ndjson']).default('json'),
});
export type ComponentQuery = z.infer<typeof ComponentQuery>;
export const ComponentPage = pageOf(Component);

export const NodeKind = z.enum(['asset', 'application', 'service', 'supplier']);
export const LinkBody = z.object({
  from: z.object({ kind: NodeKind, id }),
  to: z.object({ kind: NodeKind, id }),
  type: text(60).default('needs'),
  isDegraded: z.boolean().default(false),
});
export type LinkBody = z.infer<typeof LinkBody>;
export const GraphView = z.object({
  nodes: z.array(z.object({ kind: NodeKind, id: z.string(), name: z.string(), layer: z.number().int() })),
  links: z.array(LinkBody),
});
export type GraphView = z.infer<typeof GraphView>;

/** What surrounds an object: all that rests on it and all that it rests on. */
export const Surroundings = z.object({
  graph: GraphView,
  services: z.array(z.object({ id: z.string(), name: z.string(), users: z.number().int() })),
});
export type Surroundings = z.infer<typeof Surroundings>;

export const ServiceSheet = Service.extend({
  applications: z.array(z.object({ id: z.string(), name: z.string(), isDegraded: z.boolean() })),
  assets: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      kind: AssetKind,
      exposed: Exposed,
      components: z.number().int(),
      degraded: z.boolean(),
    }),
  ),
  suppliers: z.array(z.object({ id: z.string(), name: z.string(), contact: z.string().nullable() })),
  processings: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      hasSensitiveData: z.boolean(),
      peopleCount: z.number().nullable(),
    }),
  ),
  graph: GraphView,
});
export type ServiceSheet = z.infer<typeof ServiceSheet>;

export const AssetSheet = Asset.extend({
  services: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      users: z.number().int(),
      path: z.array(z.object({ kind: NodeKind, id: z.string(), name: z.string() })),
      degraded: z.boolean(),
    }),
  ),
  graph: GraphView,
});
export type AssetSheet = z.infer<typeof AssetSheet>;

const Mapping = z.record(z.string(), text(200));
export const ImportOptions = z.object({
  format: text(40).optional(),
  /** Where components go when the document names no asset: an asset that exists, or a new one. */
  assetId: id.optional(),
  newAsset: z.object({ name, kind: AssetKind.default('host') }).optional(),
  /** CSV and GLPI: our field → the column's name. */
  mapping: Mapping.optional(),
});
export type ImportOptions = z.infer<typeof ImportOptions>;

export const ImportAsset = z.object({
  name: z.string(),
  id: z.string().nullable(),
  isNew: z.boolean(),
  added: z.number().int(),
  changed: z.number().int(),
  unchanged: z.number().int(),
  absent: z.number().int(),
});
export const ImportSummary = z.object({
  components: z.number().int(),
  added: z.number().int(),
  changed: z.number().int(),
  unchanged: z.number().int(),
  absent: z.number().int(),
  assets: z.array(ImportAsset),
  subject: z.object({ name: z.string(), version: z.string().nullable() }).nullable(),
  warnings: z.array(
    z.object({ place: z.string(), code: z.string(), details: z.record(z.string(), z.unknown()) }),
  ),
  mapping: Mapping.nullable(),
  columns: z.array(z.string()).nullable(),
  samples: z.array(
    z.object({
      change: z.enum(['added', 'changed', 'absent']),
      asset: z.string(),
      name: z.string(),
      version: z.string().nullable(),
      before: z.string().nullable(),
    }),
  ),
  /** The document names no asset and none was chosen: choose one before applying. */
  needsAsset: z.boolean(),
});
export type ImportSummary = z.infer<typeof ImportSummary>;
export const Import = z.object({
  id: z.string(),
  fileName: z.string(),
  fileSha256: z.string(),
  fileSize: z.number(),
  format: z.string().nullable(),
  options: ImportOptions,
  state: z.enum(['previewed', 'applied', 'failed', 'abandoned']),
  summary: ImportSummary,
  problem: z.object({ code: z.string(), details: z.record(z.string(), z.unknown()) }).nullable(),
  actor: z.string(),
  createdAt: z.string(),
  appliedAt: z.string().nullable(),
});
export type Import = z.infer<typeof Import>;
export const ImportPage = pageOf(Import);

export const EstateSummary = z.object({
  services: z.number().int(),
  applications: z.number().int(),
  assets: z.number().int(),
  components: z.number().int(),
  suppliers: z.number().int(),
  people: z.number().int(),
  processings: z.number().int(),
});

/** A form of inventory that Vigie reads. */
export const InventoryFormatView = z.object({
  id: z.string(),
  title: z.object({ fr: z.string(), en: z.string() }),
  extensions: z.array(z.string()),
});
export type InventoryFormatView = z.infer<typeof InventoryFormatView>;
