import { EyeOff, Newspaper } from 'lucide-react';
import { defineScreens } from '../../platform/web/screens.ts';
import type { BlindSpot } from '../contract.ts';

export const screens = defineScreens({
  room: 'steer',
  nav: [{ to: '/', labelKey: 'shell:nav.today', icon: Newspaper, order: 10 }],
  routes: [{ path: '/', load: () => import('./today.tsx') }],
  palette: [],
  status: [
    {
      order: 10,
      path: '/api/steer/blind-spots',
      topics: ['exposure.findings', 'watch.feeds', 'estate.components'],
      to: '/',
      icon: EyeOff,
      permission: 'steer:brief:read',
      say: (data, t) => {
        const { total } = data as { total: number; spots: BlindSpot[] };
        return { text: t('steer:status.blind', { count: total }) };
      },
    },
  ],
});
