import { systemActor } from '../platform/auth/actor.ts';
import { digestRecipients } from '../platform/auth/index.ts';
import { translator } from '../platform/i18n/translate.ts';
import type { Platform } from '../platform/platform.ts';
import { feedHealth } from '../watch/index.ts';
import { type DigestGroup, groupChanges } from './model/digest.ts';
import { insertDigest, lastDigest, listChangesAfter } from './store/decisions.ts';

const LINES_READ = 20_000;
const LINES_TOLD = 40;

/**
 * Mails what changed since the last digest to those who asked for it: state changes only, one line a vulnerability.
 * Nothing to tell: no mail. A mail refused by the server leaves the digest unsent, to be tried again.
 */
export async function sendDigest(p: Platform): Promise<{ changes: number; recipients: number }> {
  const last = await lastDigest(p.db);
  const rows = await listChangesAfter(p.db, last?.up_to ?? 0, LINES_READ);
  const groups = groupChanges(
    rows.map((r) => ({
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
    })),
  );
  const recipients = p.mail.configured && groups.length > 0 ? await digestRecipients(p.db) : [];
  const upTo = rows.at(-1)?.id ?? last?.up_to ?? 0;
  const now = p.clock.now();
  const late = (await feedHealth(p.db, now)).filter(
    (f) => f.state !== 'fresh' && f.state !== 'disabled',
  ).length;
  for (const person of recipients) {
    const mail = writeDigest(groups, {
      locale: person.locale,
      since: last?.sent_at ?? rows[0]?.at ?? now,
      late,
      url: urlOf(p),
      timeZone: p.config.timeZone,
    });
    await p.mail.send({ to: person.email, ...mail, idempotencyKey: `digest:${upTo}:${person.email}` });
  }
  await p.db.transaction().execute(async (trx) => {
    await insertDigest(trx, { sentAt: now, upTo, recipients: recipients.length, changes: groups.length });
    if (recipients.length > 0) {
      await p.journal.append(trx, {
        actor: systemActor,
        action: 'exposure.digest.sent',
        details: { changes: groups.length, recipients: recipients.length },
      });
    }
  });
  return { changes: groups.length, recipients: recipients.length };
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
