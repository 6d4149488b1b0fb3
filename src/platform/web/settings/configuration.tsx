import { z } from 'zod';
import { patch, post, useAction, useApi } from '../api.ts';
import { useT } from '../i18n.ts';
import { Band, Columns } from '../kit/band.tsx';
import { Button } from '../kit/button.tsx';
import { Facts } from '../kit/facts.tsx';
import { Form } from '../kit/form.tsx';
import { refreshSession, useCan, useSession } from '../session.ts';
import { TIME_ZONES } from '../time-zones.ts';
import { useConfirmAgain } from './confirm-again.tsx';
import { EffectiveConfig } from './effective-config.tsx';
import { SETTINGS } from './platform-api.ts';
import { SettingsScreen } from './settings-frame.tsx';

interface Settings {
  organisation: string;
  timeZone?: string;
  locale: 'fr' | 'en';
  demo: boolean;
  mailConfigured: boolean;
  publicUrl: string | null;
}

const Change = z.object({
  organisation: z.string().trim().min(1).max(200),
  timeZone: z.string().min(1).max(60),
  locale: z.enum(['fr', 'en']),
});

export function Screen() {
  const t = useT();
  const can = useCan();
  const canChange = can('platform:settings:change');
  const session = useSession();
  const again = useConfirmAgain();
  const settings = useApi<Settings>(SETTINGS);
  const save = useAction({
    run: (input: z.output<typeof Change>) => again.run(() => patch<Settings>(SETTINGS, input)),
    refresh: [SETTINGS],
    done: 'shell:settings.config.saved',
    onDone: () => void refreshSession(),
    silentErrors: true,
  });
  const mail = useAction({
    run: () => post(`${SETTINGS}/mail-test`),
    done: () => t('shell:settings.config.mail-sent', { to: session.user?.email ?? '' }),
  });
  if (settings.isError) throw settings.error;
  const data = settings.data;
  const zone = data?.timeZone ?? session.timeZone;
  return (
    <SettingsScreen title={t('shell:settings.config.title')} dek={t('shell:settings.config.dek')}>
      {data && (
        <Columns split="1:1">
          <Band title={t('shell:settings.config.organisation')}>
            {canChange ? (
              <Form
                key={JSON.stringify(data)}
                schema={Change}
                labels="shell:settings.config.form"
                initial={{ organisation: data.organisation, timeZone: zone, locale: data.locale }}
                fields={{ timeZone: { kind: 'combobox', options: TIME_ZONES } }}
                submit={t('shell:actions.save')}
                onSubmit={(values) => save.mutateAsync(values)}
              />
            ) : (
              <Facts
                items={[
                  [t('shell:settings.config.form.organisation'), data.organisation],
                  [t('shell:settings.config.form.timeZone'), zone],
                ]}
              />
            )}
          </Band>
          <div>
            <Band
              title={t('shell:settings.config.mail')}
              note={t(
                data.mailConfigured ? 'shell:settings.config.mail-set' : 'shell:settings.config.mail-none',
              )}
            >
              {data.mailConfigured ? (
                <>
                  <p className="sec">
                    {t('shell:settings.config.mail-to-me', { to: session.user?.email ?? '' })}
                  </p>
                  {canChange && (
                    <p className="gap-small">
                      <Button onPress={() => mail.mutate()} isDisabled={mail.isPending}>
                        {t('shell:settings.config.mail-test')}
                      </Button>
                    </p>
                  )}
                </>
              ) : (
                <p className="sec">{t('shell:settings.config.mail-how')}</p>
              )}
            </Band>
            <Band
              title={t('shell:settings.config.effective')}
              note={t('shell:settings.config.effective-note')}
            >
              <Facts
                items={[
                  [t('shell:settings.config.public-url'), data.publicUrl ?? t('shell:settings.config.unset')],
                  [t('shell:settings.config.form.timeZone'), zone],
                  [
                    t('shell:settings.config.oidc'),
                    session.oidc ? session.oidc.label : t('shell:settings.config.mail-none'),
                  ],
                  [
                    t('shell:settings.config.kind'),
                    t(data.demo ? 'shell:nav.demo' : 'shell:settings.config.kind-real'),
                  ],
                ]}
              />
              <p className="gap-small mut">{t('shell:settings.config.start-note')}</p>
            </Band>
          </div>
        </Columns>
      )}
      {can('platform:config:read') && <EffectiveConfig />}
      {again.dialog}
    </SettingsScreen>
  );
}
