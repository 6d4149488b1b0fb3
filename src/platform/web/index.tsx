import { Settings } from 'lucide-react';
import type { JournalState } from '../journal/contract.ts';
import { sayJournal } from './say-journal.ts';
import { defineScreens, type ScreenRoute } from './screens.ts';

const gallery: ScreenRoute[] =
  import.meta.env.DEV || import.meta.env.MODE === 'gallery'
    ? [{ path: '/galerie', load: () => import('./gallery.tsx') }]
    : [];

export const screens = defineScreens({
  room: 'platform',
  nav: [{ to: '/reglages', labelKey: 'shell:nav.settings', icon: Settings, order: 120 }],
  routes: [
    { path: '/mise-en-route', load: () => import('./doors/set-up.tsx'), frame: 'bare' },
    { path: '/connexion', load: () => import('./doors/sign-in.tsx'), frame: 'bare' },
    { path: '/lien', load: () => import('./doors/one-time-link.tsx'), frame: 'bare' },
    { path: '/invitation', load: () => import('./doors/one-time-link.tsx'), frame: 'bare' },
    { path: '/reglages', load: () => import('./settings/account.tsx') },
    { path: '/reglages/compte', load: () => import('./settings/account.tsx') },
    { path: '/reglages/personnes', load: () => import('./settings/people.tsx') },
    { path: '/reglages/jetons', load: () => import('./settings/tokens.tsx') },
    { path: '/reglages/taches', load: () => import('./settings/jobs.tsx') },
    { path: '/reglages/journal', load: () => import('./settings/journal.tsx') },
    { path: '/reglages/configuration', load: () => import('./settings/configuration.tsx') },
    ...gallery,
  ],
  status: [
    {
      order: 30,
      path: '/api/platform/journal/state',
      topics: ['platform.journal'],
      to: '/reglages/journal',
      permission: 'platform:journal:read',
      say: (data, t, f) => sayJournal(data as JournalState, t, f),
    },
  ],
  palette: [
    { labelKey: 'shell:palette.account', to: '/reglages/compte' },
    { labelKey: 'shell:palette.people', to: '/reglages/personnes', permission: 'platform:user:read' },
    { labelKey: 'shell:palette.tokens', to: '/reglages/jetons' },
    { labelKey: 'shell:palette.jobs', to: '/reglages/taches', permission: 'platform:job:read' },
    { labelKey: 'shell:palette.journal', to: '/reglages/journal', permission: 'platform:journal:read' },
    {
      labelKey: 'shell:palette.configuration',
      to: '/reglages/configuration',
      permission: 'platform:settings:read',
    },
  ],
});
