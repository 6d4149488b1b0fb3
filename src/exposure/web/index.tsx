import { Crosshair } from 'lucide-react';
import { defineScreens } from '../../platform/web/screens.ts';

export const screens = defineScreens({
  room: 'exposure',
  nav: [
    {
      to: '/expositions',
      labelKey: 'shell:nav.exposures',
      icon: Crosshair,
      order: 30,
      count: { path: '/api/exposure/summary', field: 'open' },
      permission: 'exposure:finding:read',
    },
  ],
  routes: [
    { path: '/expositions', load: () => import('./findings.tsx') },
    { path: '/expositions/$id', load: () => import('./finding.tsx') },
    { path: '/expositions/politique', load: () => import('./policy.tsx') },
  ],
  palette: [
    {
      labelKey: 'exposure:palette.policy',
      to: '/expositions/politique',
      permission: 'exposure:finding:read',
    },
  ],
});
