import type { z } from 'zod';
import { type Me, MeChange } from '../../auth/contract.ts';
import { patch, useAction, useApi } from '../api.ts';
import { setLocale, useT } from '../i18n.ts';
import { Band, Columns } from '../kit/band.tsx';
import { Form } from '../kit/form.tsx';
import { refreshSession } from '../session.ts';
import { setTheme } from '../theme.ts';
import { Passkeys } from './passkeys.tsx';
import { ME } from './platform-api.ts';
import { PasswordAndCode } from './second-factor.tsx';
import { SessionList } from './session-list.tsx';
import { SettingsScreen } from './settings-frame.tsx';

export function Screen() {
  const t = useT();
  const me = useApi<Me>(ME);
  const save = useAction({
    run: (change: z.output<typeof MeChange>) => patch<Me>(ME, change),
    refresh: [ME],
    done: 'shell:settings.account.saved',
    silentErrors: true,
    onDone: (_, change) => {
      if (change.theme) setTheme(change.theme);
      if (change.locale) void setLocale(change.locale);
      void refreshSession();
    },
  });
  if (me.isError) throw me.error;
  if (!me.data) return <SettingsScreen title={t('shell:settings.account.title')}>{null}</SettingsScreen>;
  const { name, locale, theme, digest, email, roles } = me.data;
  return (
    <SettingsScreen
      title={t('shell:settings.account.title')}
      folio={
        <>
          <b>{email}</b>
          <span>{roles.map((role) => t(`shell:roles.${role}`)).join(', ')}</span>
        </>
      }
    >
      <Columns split="5:7">
        <Band title={t('shell:settings.account.profile')}>
          <Form
            key={JSON.stringify({ name, locale, theme, digest })}
            schema={MeChange.required()}
            labels="shell:settings.account.form"
            initial={{ name, locale, theme, digest }}
            fields={{ name: { autoComplete: 'name' } }}
            submit={t('shell:actions.save')}
            onSubmit={(change) => save.mutateAsync(change)}
          />
        </Band>
        <div>
          <PasswordAndCode me={me.data} />
          <Passkeys />
        </div>
      </Columns>
      <SessionList />
    </SettingsScreen>
  );
}
