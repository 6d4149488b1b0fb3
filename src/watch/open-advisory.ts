import type { Platform } from '../platform/platform.ts';
import type { AdvisoryDetail } from './contract.ts';
import { fail } from './errors.ts';
import type { RecordFacts } from './feeds/define-feed.ts';
import { allFeeds } from './feeds/find-feed.ts';
import { presentAdvisory, presentLedger, presentNotice } from './present.ts';
import { findAdvisory } from './store/advisories.ts';
import { listClaims } from './store/claims.ts';
import { noticesOf } from './store/notices.ts';
import { listChanges, loadRecordsOf, type SaidRecord, unpack } from './store/records.ts';
import { scoreStory } from './store/scores.ts';

const SHOWN_CHANGES = 200;

/** Everything that is known of one vulnerability, by its id or an alias: what each source says, and how that changed. */
export async function openAdvisory(p: Platform, id: string): Promise<AdvisoryDetail> {
  const row = await findAdvisory(p.db, id);
  if (!row) throw fail('advisory-unknown', { details: { id: id.slice(0, 400) } });
  const records = await loadRecordsOf(p.db, row.id);
  const ledger = await listClaims(p.db, [row.id]);
  const notices = await noticesOf(p.db, [row.id, ...row.aliases]);
  const story = await scoreStory(p.db, row.id);
  const told = [...records.map((r) => r.id), ...notices.map((n) => n.reference)];
  const changes = await listChanges(p.db, [...new Set(told)], SHOWN_CHANGES);
  return {
    ...presentAdvisory(row),
    aliases: row.aliases,
    summary: row.summary,
    summaryLang: row.summary_lang,
    summaryFr: row.summary_fr,
    cvssBest: row.cvss,
    cvssAll: records.flatMap((r) => (r.facts as RecordFacts | null)?.cvss ?? []),
    kev: row.kev,
    epssNow: story.now,
    epssBefore: story.before,
    epssHistory: story.history,
    ssvc: row.ssvc,
    hasProducts: row.has_products,
    saidBy: records.map(presentSource),
    feedTitles: Object.fromEntries(allFeeds.map((f) => [f.id, f.title])),
    changes: changes.map((c) => ({
      at: c.at.toISOString(),
      feedId: c.feed_id,
      recordId: c.record_id,
      field: c.field,
      before: c.before,
      after: c.after,
    })),
    ledger: ledger.map(presentLedger),
    notices: notices.map(presentNotice),
  };
}

function presentSource(record: SaidRecord): AdvisoryDetail['saidBy'][number] {
  const feed = allFeeds.find((f) => f.id === record.feed_id);
  return {
    feedId: record.feed_id,
    recordId: record.id,
    firstSeenAt: record.first_seen_at.toISOString(),
    receivedAt: record.received_at.toISOString(),
    revision: record.revision?.toISOString() ?? null,
    removedAt: record.removed_at?.toISOString() ?? null,
    size: record.original_size,
    fields: feed?.fields(JSON.parse(unpack(record.feed_id, record.id, record.original))) ?? {},
  };
}
