import { z } from 'zod';
import { listOf, PageQuery, pageOf } from '../platform/http/page.ts';

export const FeedStateSchema = z.enum(['fresh', 'late', 'stale', 'never', 'failing', 'disabled']);
export type FeedState = z.infer<typeof FeedStateSchema>;
const Bilingual = z.object({ fr: z.string(), en: z.string() });
/** `code` is a locale key `<room>:errors.<name>` filled with `details`; `place` names file and line. */
export const FeedProblem = z.object({
  code: z.string(),
  place: z.string().nullable(),
  details: z.record(z.string(), z.unknown()),
});
export type FeedProblem = z.infer<typeof FeedProblem>;

export const Feed = z.object({
  id: z.string(),
  title: Bilingual,
  description: Bilingual,
  publisher: z.string(),
  licence: z.object({ name: z.string(), url: z.string() }),
  /** Words the publisher wants shown. */
  notice: z.string().nullable(),
  settings: z.array(
    z.object({
      key: z.string(),
      kind: z.enum(['text', 'list', 'secret']),
      label: Bilingual,
      help: Bilingual.nullable(),
      /** Never that of a secret. */
      value: z.string().nullable(),
      isSet: z.boolean(),
    }),
  ),
  homepage: z.string(),
  url: z.string(),
  defaultUrl: z.string(),
  mode: z.enum(['snapshot', 'stream']),
  isEnabled: z.boolean(),
  isRunning: z.boolean(),
  cadenceMinutes: z.number().int(),
  state: FeedStateSchema,
  /** Why it is not fresh, locale keys `watch:health.<reason>`: `never-pulled`, `overdue`, `failures`, `publisher-silent`, `held`, `bad-records`. */
  reasons: z.array(z.string()),
  edition: z.string().nullable(),
  /** The publisher's date of the newest content. */
  dataAt: z.string().nullable(),
  itemCount: z.number().int(),
  lastTryAt: z.string().nullable(),
  lastSuccessAt: z.string().nullable(),
  lastChangeAt: z.string().nullable(),
  nextDueAt: z.string().nullable(),
  consecutiveFailures: z.number().int(),
  lastError: FeedProblem.nullable(),
  badCount: z.number().int(),
  /** An edition that shrank and was refused; it can be accepted with a reason. */
  held: z
    .object({
      at: z.string(),
      previous: z.number().int(),
      found: z.number().int(),
      origin: z.string(),
      fileSha256: z.string().nullable(),
    })
    .nullable(),
  /** Bytes received this month and the bound. */
  bytes: z.object({ used: z.number(), monthly: z.number() }),
});
export type Feed = z.infer<typeof Feed>;
export const FeedList = z.object({ items: z.array(Feed), offline: z.boolean() });

export const FeedRun = z.object({
  id: z.string(),
  feedId: z.string(),
  state: z.enum(['running', 'done', 'unchanged', 'failed', 'refused']),
  origin: z.enum(['url', 'file', 'bundle']),
  originName: z.string(),
  actor: z.string(),
  startedAt: z.string(),
  endedAt: z.string().nullable(),
  edition: z.string().nullable(),
  seen: z.number().int(),
  created: z.number().int(),
  changed: z.number().int(),
  unchanged: z.number().int(),
  /** Records older than what is stored, left alone. */
  older: z.number().int(),
  removed: z.number().int(),
  bad: z.number().int(),
  error: FeedProblem.nullable(),
  /** The first 50 records that could not be read. */
  problems: z.array(FeedProblem),
});
export type FeedRun = z.infer<typeof FeedRun>;
export const FeedRunPage = pageOf(FeedRun);

function withoutSecret(text: string): string {
  return Object.assign(new URL(text), { username: '', password: '' }).href;
}

export const ConfigureFeedBody = z.object({
  isEnabled: z.boolean().optional(),
  /** `null` gives the feed's own address back. */
  url: z
    .url({ protocol: /^https?$/ })
    .max(2000)
    // Everybody reads the sources' addresses, in lists, runs and the journal.
    .refine(
      (text) => !URL.canParse(text) || new URL(text).href === withoutSecret(text),
      'no user name, no password',
    )
    .nullable()
    .optional(),
  cadenceMinutes: z
    .number()
    .int()
    .min(15)
    .max(60 * 24 * 60)
    .nullable()
    .optional(),
  /** Settings of the source by key; `null` gives the source's own value back, an empty secret forgets it. */
  values: z.record(z.string().max(60), z.string().max(4000).nullable()).optional(),
});
export const AcceptShrinkBody = z.object({ reason: z.string().trim().min(3).max(4000) });
/** `run`: the kept edition was read; null: it was not kept, the next one passes. */
export const ShrinkAccepted = z.object({ run: FeedRun.nullable() });
export const JobStarted = z.object({ jobId: z.string() });
export const ImportResult = z.object({ runs: z.array(FeedRun) });

export const SeveritySchema = z.enum(['critical', 'high', 'medium', 'low', 'none', 'unknown']);
const Epss = z.object({ score: z.number(), percentile: z.number(), date: z.string().nullable() });

export const Advisory = z.object({
  id: z.string(),
  title: z.string(),
  products: z.string(),
  severity: SeveritySchema,
  cvss: z.number().nullable(),
  cvssVersion: z.string().nullable(),
  isKev: z.boolean(),
  isExploited: z.boolean(),
  epss: z.number().nullable(),
  published: z.string().nullable(),
  modified: z.string().nullable(),
  rejected: z.boolean(),
  sources: z.array(z.string()),
  changedAt: z.string(),
});
export type Advisory = z.infer<typeof Advisory>;
export const ADVISORY_SORTS = ['modified', 'published', 'severity', 'epss', 'id', 'changed'] as const;
export const AdvisoryQuery = PageQuery.extend({
  severity: listOf(SeveritySchema),
  kev: z.stringbool().optional(),
  exploited: z.stringbool().optional(),
  source: listOf(z.string().max(60)),
  /** Modified since this instant or date. */
  since: z.iso.datetime().or(z.iso.date()).optional(),
  rejected: z.stringbool().default(false),
  format: z.enum(['json', 'csv', 'ndjson']).default('json'),
});
export type AdvisoryQuery = z.infer<typeof AdvisoryQuery>;
export const AdvisoryPage = pageOf(Advisory);

export const CvssView = z.object({
  version: z.string(),
  score: z.number(),
  vector: z.string(),
  source: z.string(),
});
export const NoticeView = z.object({
  reference: z.string(),
  kind: z.enum(['avis', 'alerte']),
  title: z.string(),
  summary: z.string().nullable(),
  risks: z.array(z.string()),
  systems: z.array(
    z.object({ vendor: z.string().nullable(), product: z.string().nullable(), phrase: z.string() }),
  ),
  cves: z.array(z.string()),
  revisions: z.array(z.object({ at: z.string(), description: z.string() })),
  publishedAt: z.string().nullable(),
  revisedAt: z.string().nullable(),
  closedAt: z.string().nullable(),
  url: z.string(),
});
export type NoticeView = z.infer<typeof NoticeView>;
export const NoticeQuery = PageQuery.extend({
  kind: listOf(z.enum(['avis', 'alerte'])),
  open: z.stringbool().optional(),
  since: z.iso.datetime().or(z.iso.date()).optional(),
});
export type NoticeQuery = z.infer<typeof NoticeQuery>;
export const NoticePage = pageOf(NoticeView);

/** What one source says of the vulnerability. */
export const SourceView = z.object({
  feedId: z.string(),
  recordId: z.string(),
  firstSeenAt: z.string(),
  receivedAt: z.string(),
  revision: z.string().nullable(),
  removedAt: z.string().nullable(),
  size: z.number().int(),
  /** Keys are `watch:field.<key>`. */
  fields: z.record(z.string(), z.unknown()),
});

export const AdvisoryDetail = Advisory.extend({
  aliases: z.array(z.string()),
  summary: z.string(),
  summaryLang: z.string().nullable(),
  summaryFr: z.string().nullable(),
  cvssBest: CvssView.nullable(),
  cvssAll: z.array(CvssView),
  kev: z
    .object({
      dateAdded: z.string(),
      dueDate: z.string().nullable(),
      ransomware: z.boolean(),
      source: z.string(),
    })
    .nullable(),
  epssNow: Epss.nullable(),
  epssBefore: Epss.nullable(),
  epssHistory: z.array(Epss),
  ssvc: z
    .object({
      exploitation: z.string().nullable(),
      automatable: z.string().nullable(),
      technicalImpact: z.string().nullable(),
    })
    .nullable(),
  /** False: no source names a product that an inventory could hold. A blind spot, not a clearance. */
  hasProducts: z.boolean(),
  saidBy: z.array(SourceView),
  /** Names of the feeds that the rest cites by id. */
  feedTitles: z.record(z.string(), Bilingual),
  changes: z.array(
    z.object({
      at: z.string(),
      feedId: z.string(),
      recordId: z.string(),
      field: z.string(),
      before: z.unknown(),
      after: z.unknown(),
    }),
  ),
  ledger: z.array(
    z.object({
      source: z.string(),
      recordId: z.string(),
      claim: z.string(),
      title: z.string(),
      date: z.string().nullable(),
      reference: z.string().nullable(),
      firstSeenAt: z.string(),
      withdrawnAt: z.string().nullable(),
    }),
  ),
  notices: z.array(NoticeView),
});
export type AdvisoryDetail = z.infer<typeof AdvisoryDetail>;

export const BundleKey = z.object({
  fingerprint: z.string(),
  name: z.string(),
  publicKey: z.string(),
  isOwn: z.boolean(),
  addedAt: z.string(),
  addedBy: z.string(),
});
export const BundleKeyList = z.object({ items: z.array(BundleKey) });
export const ExportBundleBody = z.object({
  feeds: z.array(z.string().max(60)).min(1).max(50),
  since: z.iso.datetime().optional(),
});
export const NewKeyBody = z.object({ name: z.string().trim().min(1).max(200) });
export const TrustKeyBody = z.object({
  name: z.string().trim().min(1).max(200),
  publicKey: z.string().max(1000),
});

/** Counters for the front page: what the watch cannot see. */
export const WatchSummary = z.object({
  vulnerabilities: z.number().int(),
  rejected: z.number().int(),
  exploited: z.number().int(),
  withoutProducts: z.number().int(),
  notices: z.number().int(),
  openAlerts: z.number().int(),
  changedToday: z.number().int(),
});

/** A product that a source named, for lists to choose from. */
export const NamedProductView = z.object({
  key: z.string(),
  vendor: z.string(),
  product: z.string(),
  cpe: z.string().nullable(),
});
export type NamedProductView = z.infer<typeof NamedProductView>;
export const NamedProducts = z.object({ items: z.array(NamedProductView) });
