import { systemActor } from '../platform/auth/actor.ts';
import { digestRecipients } from '../platform/auth/index.ts';
import { translator } from '../platform/i18n/translate.ts';
import type { Platform } from '../platform/platform.ts';
import { localDateTime, weekday, zonedInstant } from '../platform/zoned-time.ts';
import { feedHealth } from '../watch/index.ts';
import { type DigestGroup, groupChanges } from './model/digest.ts';
import {
  insertDigest,
  lastDigest,
  listChangesAfter,
  type Pace,
  type RecentChange,
} from './store/decisions.ts';

const LINES_READ = 20_000;
const LINES_TOLD = 40;

/**
 * Mails what changed since the last digest to those who asked for it: state changes only, one line a vulnerability, each day or for
 * the whole week. Nothing to tell: no mail. When the server takes no mail at all the digest stays unsent, to be tried again.
 */
export async function sendDigest(
  p: Platform,
): Promise<{ changes: number; recipients: number; refused: number }> {
  const daily = await sendPace(p, 'daily');
  const lastWeekly = await lastDigest(p.db, 'weekly');
  if (lastWeekly && lastWeekly.sent_at >= mondayBefore(p.clock.now(), p.zone.name)) return daily;
  const weekly = await sendPace(p, 'weekly');
  return {
    changes: daily.changes,
    recipients: daily.recipients + weekly.recipients,
    refused: daily.refused + weekly.refused,
  };
}

/** The start of the local week: a Monday on which Vigie was stopped is made up for later in the week. */
function mondayBefore(now: Date, timeZone: string): Date {
  const today = localDateTime(now, timeZone);
  const sinceMonday = (weekday(today) + 6) % 7;
  return zonedInstant({ ...today, day: today.day - sinceMonday, hour: 0, minute: 0, second: 0 }, timeZone);
}

async function sendPace(
  p: Platform,
  pace: Pace,
): Promise<{ changes: number; recipients: number; refused: number }> {
  const last = await lastDigest(p.db, pace);
  const rows = await listChangesAfter(p.db, last?.up_to ?? 0, LINES_READ);
  const groups = groupChanges(rows.map(toChange));
  const isMailed = p.mail.configured && groups.length > 0;
  const people = isMailed ? (await digestRecipients(p.db)).filter((r) => r.digest === pace) : [];
  const upTo = rows.at(-1)?.id ?? last?.up_to ?? 0;
  const now = p.clock.now();
  const health = await feedHealth(p.db, now);
  const context = {
    since: last?.sent_at ?? rows[0]?.at ?? now,
    late: health.filter((f) => f.state !== 'fresh' && f.state !== 'disabled').length,
    url: urlOf(p),
    timeZone: p.zone.name,
  };
  const refusals: unknown[] = [];
  for (const { email, locale } of people) {
    const mail = writeDigest(groups, { ...context, locale });
    try {
      await p.mail.send({ to: email, ...mail, idempotencyKey: `digest:${pace}:${upTo}:${email}` });
    } catch (error) {
      // One mailbox that is closed must not keep the digest from the others; it is counted where people see it.
      refusals.push(error);
    }
  }
  if (refusals.length > 0 && refusals.length === people.length) throw refusals[0];
  const counts = {
    changes: groups.length,
    recipients: people.length - refusals.length,
    refused: refusals.length,
  };
  await p.db.transaction().execute(async (trx) => {
    await insertDigest(trx, { pace, sentAt: now, upTo, ...counts });
    if (people.length === 0) return;
    await p.journal.append(trx, {
      actor: systemActor,
      action: 'exposure.digest.sent',
      details: { pace, ...counts },
    });
  });
  return counts;
}

function toChange(r: RecentChange) {
  return {
    findingId: r.finding_id,
    kind: r.kind,
    before: r.before,
    after: r.after,
    vulnerabilityId: r.vulnerability_id,
    title: r.title,
    product: r.product,
    version: r.version,
    assetName: r.asset_name,
    severity: r.severity,
    verdict: r.verdict,
    serviceCount: r.service_count,
    userCount: r.user_count,
  };
}

function urlOf(p: Platform): string {
  return `${p.config.publicUrl ?? `http://${p.config.host}:${p.config.port}`}/expositions`;
}

/** The digest as plain text in the reader's language. */
export function writeDigest(
  groups: readonly DigestGroup[],
  context: { locale: 'fr' | 'en'; since: Date; late: number; url: string; timeZone: string },
): { subject: string; text: string } {
  const t = translator(context.locale);
  const number = new Intl.NumberFormat(context.locale);
  const date = new Intl.DateTimeFormat(context.locale, {
    dateStyle: 'long',
    timeStyle: 'short',
    timeZone: context.timeZone,
  });
  const lines = [t('exposure:digest.intro', { since: date.format(context.since) }), ''];
  if (context.late > 0) lines.push(t('exposure:digest.blind', { count: context.late }), '');
  for (const g of groups.slice(0, LINES_TOLD)) {
    lines.push(
      t('exposure:digest.line', {
        severity: t(`exposure:severity.${g.severity}`),
        vulnerability: g.vulnerabilityId,
        title: oneLine(g.title),
      }),
      `  ${t('exposure:digest.what', {
        kinds: g.kinds.map((k) => t(`exposure:change.${k}`)).join(', '),
        products: g.products.slice(0, 3).map(oneLine).join(', '),
        assets: g.assets.slice(0, 5).map(oneLine).join(', '),
      })}`,
      `  ${t('exposure:digest.reach', { count: g.services, users: number.format(g.users) })}`,
      '',
    );
  }
  if (groups.length > LINES_TOLD)
    lines.push(t('exposure:digest.more', { count: groups.length - LINES_TOLD }), '');
  lines.push(t('exposure:digest.footer', { url: context.url }));
  return { subject: t('exposure:digest.subject', { count: groups.length }), text: lines.join('\n') };
}

/** Text from outside stays on its line. */
function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').slice(0, 200);
}
