import { z } from 'zod';
import { post, put, useAction, useApi } from '../api.ts';
import { translateLoose, useT } from '../i18n.ts';
import { Band, Columns } from '../kit/band.tsx';
import { Form } from '../kit/form.tsx';
import { refreshSession, useCan, useSession } from '../session.ts';
import { CONFIG, type Configuration } from './platform-api.ts';
import { SettingsScreen } from './settings-frame.tsx';

const Organisation = z.object({
  name: z.string().trim().min(1).max(200),
  timeZone: z.string().min(1).max(60),
});
const MailTest = z.object({ to: z.email().max(254) });
const zones = Intl.supportedValuesOf('timeZone').map((zone) => ({
  value: zone,
  label: zone.replaceAll('_', ' '),
}));

export function Screen() {
  const t = useT();
  const canWrite = useCan()('platform:settings:change');
  const me = useSession().user;
  const config = useApi<Configuration>(CONFIG);
  const save = useAction({
    run: (input: z.output<typeof Organisation>) => put(`${CONFIG}/organisation`, input),
    refresh: [CONFIG],
    done: 'shell:settings.config.saved',
    onDone: () => void refreshSession(),
    silentErrors: true,
  });
  const mail = useAction({
    run: (input: z.output<typeof MailTest>) => post(`${CONFIG}/mail-test`, input),
    done: (_, input) => t('shell:settings.config.mail-sent', { to: input.to }),
    silentErrors: true,
  });
  if (config.isError) throw config.error;
  const data = config.data;
  return (
    <SettingsScreen title={t('shell:settings.config.title')} dek={t('shell:settings.config.dek')}>
      {data && (
        <>
          {canWrite && (
            <Columns split="1:1">
              <Band title={t('shell:settings.config.organisation')}>
                <Form
                  schema={Organisation}
                  labels="shell:settings.config.form"
                  initial={{ name: data.organisation.name, timeZone: data.organisation.timeZone }}
                  fields={{ timeZone: { kind: 'combobox', options: zones } }}
                  submit={t('shell:actions.save')}
                  onSubmit={(values) => save.mutateAsync(values)}
                />
              </Band>
              <Band
                title={t('shell:settings.config.mail')}
                note={t(data.mail ? 'shell:settings.config.mail-set' : 'shell:settings.config.mail-none')}
              >
                {data.mail ? (
                  <Form
                    schema={MailTest}
                    labels="shell:settings.config.form"
                    initial={{ to: me?.email ?? '' }}
                    submit={t('shell:settings.config.mail-test')}
                    onSubmit={(values) => mail.mutateAsync(values)}
                    guard={false}
                  />
                ) : (
                  <p className="sec">{t('shell:settings.config.mail-how')}</p>
                )}
              </Band>
            </Columns>
          )}
          <Band title={t('shell:settings.config.effective')} note={t('shell:settings.config.effective-note')}>
            {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls is reached by the keyboard */}
            <section
              className="tw"
              tabIndex={0}
              aria-label={t('shell:table.region', { name: t('shell:settings.config.effective') })}
            >
              <table className="t stack">
                <thead>
                  <tr>
                    <th scope="col">{t('shell:settings.config.name')}</th>
                    <th scope="col">{t('shell:settings.config.value')}</th>
                    <th scope="col">{t('shell:settings.config.from')}</th>
                  </tr>
                </thead>
                <tbody>
                  {data.settings.map((row) => (
                    <tr key={row.name}>
                      <th scope="row">
                        <code>{row.name}</code>
                        <span className="l2">{row.description}</span>
                      </th>
                      <td data-l={t('shell:settings.config.value')}>
                        {row.value === null ? (
                          <span className="mut">{t('shell:settings.config.unset')}</span>
                        ) : (
                          <code>{row.value}</code>
                        )}
                      </td>
                      <td data-l={t('shell:settings.config.from')} className="sec">
                        {translateLoose(`shell:settings.config.sources.${row.from}`, {}, row.from)}
                      </td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </section>
          </Band>
        </>
      )}
    </SettingsScreen>
  );
}
