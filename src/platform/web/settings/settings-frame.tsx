import type { ReactNode } from 'react';
import { useT } from '../i18n.ts';
import { Screen, type ScreenProps } from '../kit/screen.tsx';
import { SideNav } from '../kit/side-nav.tsx';
import { useCan } from '../session.ts';

/** Réglages: its screens as a row of links, those this person may open. */
export function SettingsScreen(props: Omit<ScreenProps, 'crumbs' | 'children'> & { children: ReactNode }) {
  const t = useT();
  const can = useCan();
  const entries = [
    { to: '/reglages/compte', label: t('shell:settings.account.title') },
    { to: '/reglages/personnes', label: t('shell:settings.people.title'), permission: 'platform:user:read' },
    { to: '/reglages/jetons', label: t('shell:settings.tokens.title') },
    { to: '/reglages/taches', label: t('shell:settings.jobs.title'), permission: 'platform:job:read' },
    {
      to: '/reglages/journal',
      label: t('shell:settings.journal.title'),
      permission: 'platform:journal:read',
    },
    {
      to: '/reglages/configuration',
      label: t('shell:settings.config.title'),
      permission: 'platform:settings:read',
    },
  ].filter((entry) => can(entry.permission));
  return (
    <Screen {...props} crumbs={[{ label: t('shell:nav.settings'), to: '/reglages/compte' }]}>
      <SideNav label={t('shell:nav.settings')} entries={entries} />
      {props.children}
    </Screen>
  );
}
