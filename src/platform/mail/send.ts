import { createTransport } from 'nodemailer';
import type { Clock } from '../clock.ts';
import type { Config } from '../config/config.ts';
import type { Db } from '../db/database.ts';
import { defineErrors } from '../errors.ts';
import type { Mail } from './mail.ts';
import { claimKey, releaseKey } from './store.ts';

const fail = defineErrors('platform', {
  'mail-not-configured': { status: 409 },
  'mail-refused': { status: 502, kind: 'theirs' },
});

/** SMTP by `VIGIE_SMTP_URL`. The idempotency key is taken before sending and given back when the server refuses. */
export function createMail(config: Config, db: Db, clock: Clock): Mail {
  if (!config.smtpUrl) {
    return {
      configured: false,
      send: async () => {
        throw fail('mail-not-configured');
      },
    };
  }
  const transport = createTransport({
    url: config.smtpUrl,
    connectionTimeout: 15_000,
    greetingTimeout: 15_000,
    socketTimeout: 60_000,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return {
    configured: true,
    async send(message) {
      const { idempotencyKey, ...content } = message;
      if (idempotencyKey && !(await claimKey(db, idempotencyKey, clock.now()))) return;
      try {
        await transport.sendMail({
          from: config.mailFrom,
          ...content,
          headers: { 'Auto-Submitted': 'auto-generated' },
        });
      } catch (cause) {
        if (idempotencyKey) await releaseKey(db, idempotencyKey);
        throw fail('mail-refused', { cause, details: { reason: String(cause) } });
      }
    },
  };
}
