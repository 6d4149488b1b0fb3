import { randomUUID } from 'node:crypto';
import { type Matchable, METHOD_VERSION } from '@vigie/vulnmatch';
import { loadAssets, loadServices, streamComponents } from '../estate/index.ts';
import { systemActor } from '../platform/auth/actor.ts';
import type { Db } from '../platform/db/database.ts';
import type { Platform } from '../platform/platform.ts';
import { feedHealth, findMatchables, loadVulnerabilities, streamMatchables } from '../watch/index.ts';
import { findingChanged, findingOpened } from './events.ts';
import { deadlineOf } from './model/deadline.ts';
import type { Assessment } from './model/finding.ts';
import {
  type ComponentIndex,
  collectHits,
  type Installed,
  indexComponents,
  installed,
} from './model/hits.ts';
import { type Hit, HitJoiner } from './model/join-hits.ts';
import { keysOfInstalled, keysOfMatchables } from './model/keys.ts';
import { type Known, type Settlement, settleGone, settleKnown, settleNew } from './model/settle.ts';
import { loadPolicy } from './policies.ts';
import { scoreHit } from './score.ts';
import { endDecisions, insertAllChanges } from './store/decisions.ts';
import { type FindingWrite, loadKnown, type Scope, upsertFindings } from './store/findings.ts';
import { listReach } from './store/reach.ts';
import { activePolicy, insertRun } from './store/runs.ts';

export interface ReassessOptions {
  /** Only these vulnerabilities, or only these assets; both absent: everything. */
  vulnerabilityIds?: readonly string[];
  assetIds?: readonly string[];
  signal?: AbortSignal;
  progress?(done: number, total?: number): void;
}

export interface ReassessResult {
  vulnerabilities: number;
  components: number;
  candidates: number;
  opened: number;
  changed: number;
  milliseconds: number;
}

/** Brings the findings of a scope in line with what the sources and the estate say now. Idempotent. */
export async function reassess(p: Platform, options: ReassessOptions = {}): Promise<ReassessResult> {
  const started = performance.now();
  const hits = new HitJoiner();
  const { index, matchables } = await gather(p.db, options);
  let vulnerabilities = 0;
  let candidates = 0;
  for await (const batch of matchables) {
    options.signal?.throwIfAborted();
    for (const matchable of batch) candidates += collectHits(matchable, index, hits);
    vulnerabilities += batch.length;
    options.progress?.(vulnerabilities);
  }
  const assessments = await assess(p, hits.hits());
  const settled = await settle(p, options, assessments);
  const result = {
    vulnerabilities,
    components: index.size,
    candidates,
    ...settled,
    milliseconds: Math.round(performance.now() - started),
  };
  const { opened, ...run } = result;
  await insertRun(p.db, {
    ...run,
    changed: settled.changed + opened,
    at: p.clock.now(),
    scope: options.assetIds ? 'assets' : options.vulnerabilityIds ? 'vulnerabilities' : 'all',
    method: METHOD_VERSION,
  });
  if (settled.opened + settled.changed > 0) p.live.publish('exposure.findings');
  return result;
}

/** The smallest set of components and of vulnerabilities that the scope can bring together. */
async function gather(
  db: Db,
  scope: ReassessOptions,
): Promise<{ index: ComponentIndex; matchables: AsyncIterable<Matchable[]> | Iterable<Matchable[]> }> {
  if (scope.vulnerabilityIds) {
    const matchables = await findMatchables(db, { ids: [...scope.vulnerabilityIds] });
    const components = await readComponents(db, { keys: keysOfMatchables(matchables) });
    // A condition on a sibling product needs all components of the assets concerned.
    const assetIds = [...new Set(components.map((c) => c.assetId))];
    return {
      index: indexComponents(assetIds.length > 0 ? await readComponents(db, { assetIds }) : []),
      matchables: [matchables],
    };
  }
  if (scope.assetIds) {
    const components = await readComponents(db, { assetIds: [...scope.assetIds] });
    const matchables = await findMatchables(db, { keys: keysOfInstalled(components) });
    return { index: indexComponents(components), matchables: [matchables] };
  }
  return { index: indexComponents(await readComponents(db, {})), matchables: streamMatchables(db) };
}

async function readComponents(
  db: Db,
  filter: { keys?: string[]; assetIds?: string[] },
): Promise<Installed[]> {
  const all: Installed[] = [];
  for await (const batch of streamComponents(db, filter))
    for (const component of batch) all.push(installed(component));
  return all;
}

/** Scores each hit with what is known of its vulnerability, its asset and the services the asset reaches. */
async function assess(p: Platform, hits: readonly Hit[]): Promise<Assessment[]> {
  const policy = loadPolicy(await activePolicy(p.db));
  const facts = await loadVulnerabilities(p.db, [...new Set(hits.map((h) => h.vulnerabilityId))]);
  const isExploitationKnown = (await feedHealth(p.db, p.clock.now())).some(
    (f) => f.id === 'cisa-kev' && f.state !== 'never',
  );
  const assets = await loadAssets(p.db);
  const services = await loadServices(p.db);
  const reach = new Map<string, string[]>();
  for (const row of await listReach(p.db))
    reach.set(row.asset_id, [...(reach.get(row.asset_id) ?? []), row.service_id]);
  return hits.flatMap((hit) => {
    const asset = assets.get(hit.assetId);
    const fact = facts.get(hit.vulnerabilityId);
    // Taken back by the register of its id: what other sources still say of it is no finding.
    if (!asset || !fact || fact.rejected) return [];
    const hurt = (reach.get(hit.assetId) ?? []).flatMap((id) => services.get(id) ?? []);
    return [
      scoreHit({
        hit,
        method: METHOD_VERSION,
        asset,
        facts: fact,
        services: hurt,
        policy,
        isExploitationKnown,
      }),
    ];
  });
}

/** Writes the difference between what is stored in the scope and what was computed, in one transaction. */
async function settle(
  p: Platform,
  scope: Scope,
  assessments: readonly Assessment[],
): Promise<{ opened: number; changed: number }> {
  const now = p.clock.now();
  return p.db.transaction().execute(async (trx) => {
    const known = await loadKnown(trx, scope);
    const writes: FindingWrite[] = [];
    const lines: Parameters<typeof insertAllChanges>[1][number][] = [];
    const opened: string[] = [];
    const changed: string[] = [];
    const reopened = new Map<string, string[]>();
    const take = (id: string, assessment: Assessment, settlement: Settlement, isNew: boolean) => {
      const days = assessment.verdict === 'affected' ? assessment.decision.deadlineDays : null;
      const deadline = deadlineOf(settlement.outcomeSince, days, p.zone.name);
      writes.push({
        id,
        assessment,
        state: settlement.state,
        outcomeSince: settlement.outcomeSince,
        deadline,
      });
      for (const change of settlement.changes)
        lines.push({ ...change, findingId: id, at: now, actorName: systemActor.name });
      if (isNew) opened.push(id);
      else if (settlement.changes.length > 0) changed.push(id);
      for (const trigger of settlement.reopened)
        reopened.set(trigger, [...(reopened.get(trigger) ?? []), id]);
    };
    for (const assessment of assessments) {
      const before = known.get(assessment.key);
      known.delete(assessment.key);
      const settlement = before ? settleKnown(before, assessment, now) : settleNew(assessment, now);
      if (settlement) take(before?.id ?? randomUUID(), assessment, settlement, !before);
    }
    for (const gone of known.values()) closeGone(gone, take);
    await upsertFindings(trx, writes, now);
    await insertAllChanges(trx, lines);
    for (const [trigger, ids] of reopened) await endDecisions(trx, ids, `trigger:${trigger}`, now);
    for (const ids of chunks(opened, 500)) await p.events.emit(trx, findingOpened, { ids });
    for (const ids of chunks(changed, 500)) await p.events.emit(trx, findingChanged, { ids });
    await journalReopened(p, trx, reopened);
    return { opened: opened.length, changed: changed.length };
  });
}

function closeGone(
  known: Known,
  take: (id: string, a: Assessment, s: Settlement, isNew: boolean) => void,
): void {
  const settlement = settleGone(known);
  if (settlement) take(known.id, known.assessment, settlement, false);
}

async function journalReopened(p: Platform, trx: Db, reopened: Map<string, string[]>): Promise<void> {
  for (const [trigger, ids] of reopened) {
    await p.journal.append(trx, {
      actor: systemActor,
      action: 'exposure.decision.reopened',
      details: { trigger, findings: ids.length, ids: ids.slice(0, 50) },
    });
  }
}

function chunks<T>(all: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(all.length / size) }, (_, i) => all.slice(i * size, (i + 1) * size));
}
