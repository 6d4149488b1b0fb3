import { Settings } from 'lucide-react';
import { defineScreens } from './screens.ts';

export const screens = defineScreens({
  room: 'platform',
  nav: [{ to: '/reglages', labelKey: 'shell:nav.settings', icon: Settings, order: 120 }],
  routes: [
    { path: '/reglages', load: () => import('./settings/account.tsx') },
    { path: '/reglages/compte', load: () => import('./settings/account.tsx') },
    ...(import.meta.env.DEV || import.meta.env.MODE === 'gallery'
      ? [{ path: '/galerie', load: () => import('./gallery.tsx') }]
      : []),
  ],
  palette: [],
});
