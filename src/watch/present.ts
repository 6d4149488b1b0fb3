import { healthOf } from './assess-staleness.ts';
import type { Advisory, AdvisoryDetail, Feed, FeedRun, NoticeView } from './contract.ts';
import type { FeedDef } from './feeds/define-feed.ts';
import type { AdvisoryRow } from './store/advisories.ts';
import type { LedgerLine } from './store/claims.ts';
import type { FeedRow, NoticeRow, RunRow } from './store/tables.ts';

const iso = (at: Date | null): string | null => at?.toISOString() ?? null;

export function presentFeed(
  feed: FeedDef,
  row: FeedRow,
  context: { now: Date; isRunning: boolean; usedBytes: number },
): Feed {
  const cadenceMinutes = row.cadence_minutes ?? feed.cadenceMinutes;
  const health = healthOf(feed, row, context.now);
  return {
    id: feed.id,
    title: feed.title,
    description: feed.description,
    publisher: feed.publisher,
    licence: feed.licence,
    notice: feed.notice ?? null,
    settings: (feed.settings ?? []).map(({ key, kind, label, help, initial }) => ({
      key,
      kind,
      label,
      help: help ?? null,
      value: kind === 'secret' ? null : (row.settings?.[key] ?? initial ?? ''),
      isSet: row.settings?.[key] !== undefined,
    })),
    homepage: feed.homepage,
    url: row.url ?? feed.url,
    defaultUrl: feed.url,
    mode: feed.mode,
    isEnabled: row.is_enabled,
    isRunning: context.isRunning,
    cadenceMinutes,
    state: health.state,
    reasons: health.reasons,
    edition: row.edition,
    dataAt: iso(row.data_at),
    itemCount: row.item_count,
    lastTryAt: iso(row.last_try_at),
    lastSuccessAt: iso(row.last_success_at),
    lastChangeAt: iso(row.last_change_at),
    nextDueAt:
      row.is_enabled && !row.is_frozen && row.last_try_at
        ? new Date(row.last_try_at.getTime() + cadenceMinutes * 60_000).toISOString()
        : null,
    consecutiveFailures: row.consecutive_failures,
    lastError: row.last_error,
    badCount: row.bad_count,
    held: row.held,
    bytes: { used: context.usedBytes, monthly: feed.monthlyBytes },
  };
}

export function presentRun(row: RunRow): FeedRun {
  return {
    id: row.id,
    feedId: row.feed_id,
    state: row.state,
    origin: row.origin,
    originName: row.origin_name,
    actor: row.actor_name,
    startedAt: row.started_at.toISOString(),
    endedAt: iso(row.ended_at),
    edition: row.edition,
    seen: row.seen,
    created: row.created,
    changed: row.changed,
    unchanged: row.unchanged,
    older: row.older,
    removed: row.removed,
    bad: row.bad,
    error: row.error,
    problems: row.problems,
  };
}

export function presentAdvisory(row: AdvisoryRow): Advisory {
  return {
    id: row.id,
    title: row.title,
    products: row.products,
    severity: row.severity,
    cvss: row.cvss?.score ?? null,
    cvssVersion: row.cvss?.version ?? null,
    isKev: row.kev !== null,
    isExploited: row.is_exploited,
    epss: row.score,
    published: iso(row.published),
    modified: iso(row.modified),
    rejected: row.is_rejected,
    sources: row.sources,
    changedAt: row.changed_at.toISOString(),
  };
}

export function presentNotice(row: NoticeRow): NoticeView {
  return {
    reference: row.reference,
    kind: row.kind,
    title: row.title,
    summary: row.summary,
    risks: row.risks,
    systems: row.systems,
    cves: row.cves,
    revisions: row.revisions,
    publishedAt: iso(row.published_at),
    revisedAt: iso(row.revised_at),
    closedAt: iso(row.closed_at),
    url: row.url,
  };
}

export function presentLedger(line: LedgerLine): AdvisoryDetail['ledger'][number] {
  return {
    source: line.feedId,
    recordId: line.recordId,
    claim: line.claim,
    title: line.title,
    date: line.date,
    reference: line.reference,
    firstSeenAt: line.firstSeenAt.toISOString(),
    withdrawnAt: iso(line.withdrawnAt),
  };
}
