import { defineScreens } from '../../platform/web/screens.ts';

export const screens = defineScreens({ room: 'watch', nav: [], routes: [], palette: [] });
