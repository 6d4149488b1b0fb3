import { defineScreens } from '../../platform/web/screens.ts';

export const screens = defineScreens({ room: 'estate', nav: [], routes: [], palette: [] });
