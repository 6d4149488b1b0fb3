import { countBlindSpots, loadServices } from '../estate/index.ts';
import {
  countFindings,
  lastRun,
  listEnding,
  listReach,
  listTodo,
  summariseChanges,
} from '../exposure/index.ts';
import type { Actor } from '../platform/auth/actor.ts';
import { readSettings } from '../platform/auth/index.ts';
import type { Platform } from '../platform/platform.ts';
import { localDateTime, zonedInstant } from '../platform/zoned-time.ts';
import { blindSpots } from './blind-spots.ts';
import type { Brief, TodoItem } from './contract.ts';
import { judgeServices } from './judge-services.ts';
import { headlineOf } from './model/headline.ts';

const TODO_SHOWN = 8;
const CHANGES_SHOWN = 12;
const DAY_MS = 86_400_000;

/** The morning brief: what to do first, which services moved, what changed since `since`, and what is not seen. */
export async function brief(p: Platform, actor: Actor, options: { since?: Date } = {}): Promise<Brief> {
  const now = p.clock.now();
  const since = options.since ?? new Date(now.getTime() - DAY_MS);
  const counts = await countFindings(p.db, now);
  const { items, total, mine } = await todo(p, actor);
  const services = await judgeServices(p);
  const changes = await summariseChanges(p.db, since, CHANGES_SHOWN);
  const spots = await blindSpots(p);
  const stale = spots.find((s) => s.kind === 'feeds-late')?.count ?? 0;
  const endOfToday = zonedInstant(
    { ...localDateTime(now, p.zone.name), hour: 23, minute: 59, second: 59 },
    p.zone.name,
  );
  const dueToday = items.filter(
    (i) => i.deadline && new Date(i.deadline) <= endOfToday && new Date(i.deadline) >= now,
  ).length;
  const overdue = items.filter((i) => i.deadline && new Date(i.deadline) < now).length;
  return {
    at: now.toISOString(),
    since: since.toISOString(),
    organisation: (await readSettings(p.db)).organisation,
    headline: headlineOf({
      todo: items,
      overdue: Math.max(overdue, counts.overdue > 0 ? 1 : 0),
      dueToday,
      components: (await countBlindSpots(p.db)).components,
      assessed: (await lastRun(p.db)) !== undefined,
      staleFeeds: stale,
    }),
    counts: {
      todo: total,
      mine,
      overdue: counts.overdue,
      dueToday,
      moved: services.filter((s) => s.direction !== 'same').length,
      changes: changes.length,
      blindSpots: spots.reduce((sum, s) => sum + s.count, 0),
    },
    todo: items,
    services,
    changes: changes.map((c) => ({
      at: c.at.toISOString(),
      kind: c.kind,
      vulnerabilityId: c.vulnerability_id,
      findingId: c.finding_id,
      title: c.title,
      severity: c.severity,
      findings: c.findings,
      assets: c.assets,
      services: c.services,
      actor: c.actor_name,
    })),
    blindSpots: spots,
  };
}

async function todo(p: Platform, actor: Actor): Promise<{ items: TodoItem[]; total: number; mine: number }> {
  const { rows, total, mine } = await listTodo(p.db, { userId: actor.userId ?? null, limit: TODO_SHOWN });
  const reach = await listReach(
    p.db,
    rows.flatMap((r) => r.assetIds),
  );
  const services = await loadServices(p.db);
  const items = rows.map((row): TodoItem => {
    const ids = [...new Set(reach.filter((r) => row.assetIds.includes(r.asset_id)).map((r) => r.service_id))];
    const hurt = ids.flatMap((id) => services.get(id) ?? []).sort((a, b) => b.users - a.users);
    return {
      kind: 'finding',
      findingId: row.findingId,
      findings: row.findings,
      vulnerabilityId: row.vulnerabilityId,
      title: row.title,
      severity: row.severity,
      verdict: row.verdict,
      outcome: row.outcome,
      deadline: row.deadline?.toISOString() ?? null,
      isMine: row.isMine,
      isKev: row.isKev,
      isExposed: row.isExposed,
      owner: row.owner,
      product: row.product,
      version: row.version,
      assets: row.assets,
      services: hurt.map((s) => ({ id: s.id, name: s.name })),
      users: hurt.reduce((sum, s) => sum + s.users, 0),
    };
  });
  const ending = await endingDecisions(p);
  return {
    items: [...ending, ...items].sort(byUrgency).slice(0, TODO_SHOWN),
    total: total + ending.length,
    mine,
  };
}

/** Decisions that run out within a week: to be prolonged or closed before they reopen by themselves. */
async function endingDecisions(p: Platform): Promise<TodoItem[]> {
  const rows = await listEnding(p.db, new Date(p.clock.now().getTime() + 7 * DAY_MS), 3);
  return rows.map((row) => ({
    kind: 'ending-decision',
    findingId: row.finding_id,
    findings: 1,
    vulnerabilityId: row.vulnerability_id,
    title: row.title,
    severity: 'unknown',
    verdict: 'affected',
    outcome: row.kind,
    deadline: row.until?.toISOString() ?? null,
    isMine: false,
    isKev: false,
    isExposed: false,
    owner: row.decided_by_name,
    product: row.product,
    version: null,
    assets: [row.asset_name],
    services: [],
    users: 0,
  }));
}

function byUrgency(a: TodoItem, b: TodoItem): number {
  if (a.isMine !== b.isMine) return a.isMine ? -1 : 1;
  return (a.deadline ?? '9') < (b.deadline ?? '9') ? -1 : 1;
}
