import { Radar, Rss } from 'lucide-react';
import { defineScreens } from '../../platform/web/screens.ts';
import type { Feed } from '../contract.ts';

export const screens = defineScreens({
  room: 'watch',
  nav: [
    {
      to: '/veille',
      labelKey: 'shell:nav.watch',
      icon: Radar,
      order: 40,
      count: { path: '/api/watch/summary', field: 'changedToday' },
      permission: 'watch:advisory:read',
    },
  ],
  routes: [
    { path: '/veille', load: () => import('./advisories.tsx') },
    { path: '/veille/avis/$id', load: () => import('./advisory.tsx') },
    { path: '/veille/certfr', load: () => import('./notices.tsx') },
    { path: '/veille/libelles', load: () => import('./labels.tsx') },
    { path: '/veille/sources', load: () => import('./sources.tsx') },
  ],
  palette: [
    { labelKey: 'watch:palette.sources', to: '/veille/sources', permission: 'watch:feed:read' },
    { labelKey: 'watch:palette.labels', to: '/veille/libelles', permission: 'watch:advisory:read' },
    { labelKey: 'watch:palette.certfr', to: '/veille/certfr', permission: 'watch:advisory:read' },
  ],
  status: [
    {
      order: 20,
      path: '/api/watch/feeds',
      to: '/veille/sources',
      icon: Rss,
      permission: 'watch:feed:read',
      say: (data, t) => {
        const enabled = (data as { items: readonly Feed[] }).items.filter((feed) => feed.isEnabled);
        const up = enabled.filter((feed) => feed.state === 'fresh').length;
        return { text: t('watch:status.feeds', { up, total: enabled.length }) };
      },
    },
  ],
});
