import { z } from 'zod';
import { listOf, PageQuery, pageOf } from '../platform/http/page.ts';

export const VerdictSchema = z.enum(['affected', 'unknown', 'not_affected']);
export const SeveritySchema = z.enum(['critical', 'high', 'medium', 'low', 'none', 'unknown']);
export const StateSchema = z.enum([
  'open',
  'planned',
  'mitigated',
  'accepted',
  'not_affected',
  'fixed',
  'gone',
]);
export const JustificationSchema = z.enum([
  'component_not_present',
  'vulnerable_code_not_present',
  'vulnerable_code_not_in_execute_path',
  'vulnerable_code_cannot_be_controlled_by_adversary',
  'inline_mitigations_already_exist',
]);

export const ReasonSchema = z.object({
  source: z.string(),
  rule: z.string(),
  range: z.string().optional(),
  compared: z.string().optional(),
  scheme: z.string().optional(),
  vote: VerdictSchema,
  quote: z.string().optional(),
});

/** One input of the decision table; `assumed` when no source gave it and the strictest value was taken. */
export const DecisionInput = z.object({
  name: z.string(),
  value: z.string(),
  isAssumed: z.boolean(),
  source: z.string().optional(),
});
export const DecisionSchema = z.object({
  policy: z.string(),
  policyVersion: z.string(),
  outcome: z.string().nullable(),
  deadlineDays: z.number().nullable(),
  row: z.number().int().nullable(),
  inputs: z.array(DecisionInput),
});

export const Finding = z.object({
  id: z.string(),
  vulnerabilityId: z.string(),
  title: z.string(),
  asset: z.object({
    id: z.string(),
    name: z.string(),
    kind: z.string(),
    exposed: z.enum(['yes', 'no', 'unknown']),
  }),
  product: z.string(),
  version: z.string().nullable(),
  verdict: VerdictSchema,
  hasConflict: z.boolean(),
  votes: z.array(z.object({ source: z.string(), vote: VerdictSchema })),
  severity: SeveritySchema,
  cvss: z.number().nullable(),
  epss: z.number().nullable(),
  isKev: z.boolean(),
  outcome: z.string().nullable(),
  deadline: z.string().nullable(),
  state: StateSchema,
  owner: z.object({ id: z.string(), name: z.string() }).nullable(),
  serviceCount: z.number().int(),
  userCount: z.number().int(),
  openedAt: z.string(),
  changedAt: z.string(),
  versionNo: z.number().int(),
});
export type Finding = z.infer<typeof Finding>;

export const FindingQuery = PageQuery.extend({
  state: listOf(StateSchema),
  verdict: listOf(VerdictSchema),
  severity: listOf(SeveritySchema),
  outcome: listOf(z.string().max(60)),
  kev: z.stringbool().optional(),
  conflict: z.stringbool().optional(),
  exposed: listOf(z.enum(['yes', 'no', 'unknown'])),
  service: z.string().max(64).optional(),
  asset: z.string().max(64).optional(),
  vulnerability: z.string().max(300).optional(),
  owner: z.string().max(64).optional(),
  /** Deadline within this many days (overdue included). */
  within: z.coerce.number().int().min(0).max(3660).optional(),
  format: z.enum(['json', 'csv', 'ndjson']).default('json'),
});
export type FindingQuery = z.infer<typeof FindingQuery>;
export const FindingPage = pageOf(Finding);

export const ReachedService = z.object({
  serviceId: z.string(),
  name: z.string(),
  users: z.number().int(),
  isDegraded: z.boolean(),
  path: z.array(z.object({ kind: z.string(), id: z.string(), name: z.string() })),
});

export const Decision = z.object({
  id: z.string(),
  kind: z.enum(['plan', 'mitigate', 'accept', 'not_affected']),
  reason: z.string(),
  justification: z.string().nullable(),
  until: z.string().nullable(),
  decidedBy: z.string(),
  decidedAt: z.string(),
  endedAt: z.string().nullable(),
  endReason: z.string().nullable(),
});

export const Change = z.object({
  at: z.string(),
  kind: z.string(),
  before: z.unknown(),
  after: z.unknown(),
  actor: z.string(),
});

export const FindingDetail = Finding.extend({
  method: z.string(),
  reasons: z.array(ReasonSchema),
  decision: DecisionSchema,
  outcomeSince: z.string(),
  closedAt: z.string().nullable(),
  componentIds: z.array(z.string()),
  services: z.array(ReachedService),
  decisions: z.array(Decision),
  changes: z.array(Change),
  vulnerability: z
    .object({
      summary: z.string(),
      published: z.string().nullable(),
      modified: z.string().nullable(),
      aliases: z.array(z.string()),
      cvssVector: z.string().nullable(),
      cvssSource: z.string().nullable(),
      kev: z
        .object({
          dateAdded: z.string(),
          dueDate: z.string().nullable(),
          ransomware: z.boolean(),
          source: z.string(),
        })
        .nullable(),
      epssPercentile: z.number().nullable(),
      exploitation: z.array(
        z.object({
          source: z.string(),
          claim: z.string(),
          date: z.string().nullable(),
          reference: z.string().nullable(),
        }),
      ),
    })
    .nullable(),
  /** Other open findings of the same asset. */
  siblings: z.number().int(),
});
export type FindingDetail = z.infer<typeof FindingDetail>;

const ids = z.array(z.string().max(64)).min(1).max(500);
const reason = z.string().trim().min(3).max(4000);

export const PlanBody = z.object({ ids, reason, until: z.iso.date() });
export const MitigateBody = z.object({ ids, reason, until: z.iso.date() });
export const AcceptBody = z.object({ ids, reason, until: z.iso.date() });
export const DismissBody = z.object({ ids, reason, justification: JustificationSchema });
export const ReopenBody = z.object({ ids, reason });
export const AssignBody = z.object({
  ids,
  ownerId: z.string().max(64).nullable(),
  ownerName: z.string().max(200).nullable(),
});
/** What was done, and what was refused with why, so that nothing fails in silence in a bulk act. */
export const TriageResult = z.object({
  done: z.array(z.string()),
  refused: z.array(z.object({ id: z.string(), code: z.string() })),
});
export type TriageResult = z.infer<typeof TriageResult>;

export const ExposureSummary = z.object({
  open: z.number().int(),
  toCheck: z.number().int(),
  overdue: z.number().int(),
  dueSoon: z.number().int(),
  kev: z.number().int(),
  conflicts: z.number().int(),
  accepted: z.number().int(),
  expiringSoon: z.number().int(),
  byWeek: z.array(z.object({ week: z.string(), count: z.number().int() })),
  lastRun: z
    .object({
      at: z.string(),
      scope: z.string(),
      method: z.string(),
      vulnerabilities: z.number().int(),
      components: z.number().int(),
      milliseconds: z.number().int(),
    })
    .nullable(),
});

const Label = z.object({ fr: z.string().trim().min(1).max(120), en: z.string().trim().min(1).max(120) });
const PolicyName = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9-]{0,59}$/);
/** A decision table as it is shipped, exported and imported. */
export const PolicyDocument = z.object({
  id: z.string().regex(/^[a-z0-9][a-z0-9-]{0,59}$/),
  version: z.string().max(40),
  title: Label,
  source: z.string().max(500),
  licence: z.string().max(200),
  inputs: z
    .array(
      z.object({
        name: PolicyName,
        label: Label,
        values: z
          .array(z.object({ id: PolicyName, label: Label }))
          .min(1)
          .max(12),
      }),
    )
    .min(1)
    .max(8),
  outcomes: z
    .array(
      z.object({
        id: PolicyName,
        deadlineDays: z.number().int().min(0).max(3650).nullable(),
        forensic: z.boolean().optional(),
        label: Label,
      }),
    )
    .min(1)
    .max(20),
  rows: z.array(z.array(z.string().max(60)).max(9)).max(5000),
});
export type PolicyDocument = z.infer<typeof PolicyDocument>;

export const SavePolicyBody = z.object({
  document: z.unknown(),
  /** Id of the table it was copied from. */
  copiedFrom: z.string().max(60).optional(),
  note: z.string().trim().min(3).max(1000),
  /** The version that was being edited; 0 for a new table. Another one saved meanwhile refuses. */
  after: z.number().int().min(0),
});
export const SavedPolicy = z.object({ id: z.string(), version: z.number().int() });

export const PolicyTable = z.object({
  id: z.string(),
  version: z.string(),
  title: z.object({ fr: z.string(), en: z.string() }),
  source: z.string(),
  isActive: z.boolean(),
  /** Written here, so that it can be edited. */
  isLocal: z.boolean(),
  /** Saved versions, newest first; empty for a table that ships with the product. */
  versions: z.array(
    z.object({
      version: z.number().int(),
      note: z.string(),
      savedBy: z.string(),
      savedAt: z.string(),
      isActive: z.boolean(),
    }),
  ),
  inputs: z.array(
    z.object({
      name: z.string(),
      label: z.object({ fr: z.string(), en: z.string() }),
      values: z.array(z.object({ id: z.string(), label: z.object({ fr: z.string(), en: z.string() }) })),
    }),
  ),
  outcomes: z.array(
    z.object({
      id: z.string(),
      label: z.object({ fr: z.string(), en: z.string() }),
      deadlineDays: z.number().nullable(),
      forensic: z.boolean(),
      rank: z.number(),
    }),
  ),
  rows: z.array(z.object({ when: z.record(z.string(), z.string()), outcome: z.string() })),
});
export type PolicyTable = z.infer<typeof PolicyTable>;
