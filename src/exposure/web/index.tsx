import { defineScreens } from '../../platform/web/screens.ts';

export const screens = defineScreens({ room: 'exposure', nav: [], routes: [], palette: [] });
