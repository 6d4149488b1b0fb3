import { z } from 'zod';
import { Done } from '../auth/contract.ts';
import { findUser } from '../auth/store/users.ts';
import { defineErrors } from '../errors.ts';
import type { App } from '../http/app.ts';
import { translator } from '../i18n/translate.ts';
import type { Platform } from '../platform.ts';
import { changeSettings, readSettings, Settings } from './settings.ts';

const fail = defineErrors('platform', { 'mail-not-configured': { status: 409 } });

const SettingsAnswer = Settings.extend({ mailConfigured: z.boolean(), publicUrl: z.string().nullable() });
/** Without defaults: what is not given stays as it is. */
const SettingsChange = z
  .object({
    organisation: z.string().trim().min(1).max(200),
    timeZone: Settings.shape.timeZone,
    locale: z.enum(['fr', 'en']),
    oidc: Settings.shape.oidc,
  })
  .partial();
const tags = ['platform'];

export function settingsRoutes(app: App, p: Platform): void {
  const answer = (settings: Settings) => ({
    ...settings,
    mailConfigured: p.mail.configured,
    publicUrl: p.config.publicUrl ?? null,
  });
  app.get(
    '/api/platform/settings',
    {
      config: { permission: 'platform:settings:read' },
      schema: { tags, summary: 'Settings of the organisation', response: { 200: SettingsAnswer } },
    },
    async () => answer(await readSettings(p.db)),
  );
  app.patch(
    '/api/platform/settings',
    {
      config: { permission: 'platform:settings:change', recent: true },
      schema: {
        tags,
        summary: 'Change the settings of the organisation',
        body: SettingsChange,
        response: { 200: SettingsAnswer },
      },
    },
    async (req) => answer(await changeSettings(p, req.actor, req.body)),
  );
  app.post(
    '/api/platform/settings/mail-test',
    {
      config: { permission: 'platform:settings:change', rateLimit: { max: 5, timeWindow: '1 minute' } },
      schema: { tags, summary: 'Send a test mail to myself', response: { 200: Done } },
    },
    async (req) => {
      const user = await findUser(p.db, { id: req.actor.userId ?? '' });
      if (!p.mail.configured || !user) throw fail('mail-not-configured');
      const t = translator(user.locale);
      await p.mail.send({
        to: user.email,
        subject: t('platform:mail.test.subject'),
        text: t('platform:mail.test.text'),
      });
      return { done: true } as const;
    },
  );
}
