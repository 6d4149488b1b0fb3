import { house } from '../../../house.mjs';

/** The order in which migrations are applied: the platform, then the house from below. */
export const ROOMS: readonly string[] = ['platform', ...Object.keys(house)];
