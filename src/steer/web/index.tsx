import { Newspaper } from 'lucide-react';
import { defineScreens } from '../../platform/web/screens.ts';

export const screens = defineScreens({
  room: 'steer',
  nav: [{ to: '/', labelKey: 'shell:nav.today', icon: Newspaper, order: 10 }],
  routes: [{ path: '/', load: () => import('./today.tsx') }],
  palette: [],
});
