import { componentsChanged, graphChanged } from '../estate/events.ts';
import { listen } from '../platform/events/bus.ts';
import { advisoryChanged } from '../watch/events.ts';
import { propagate } from './propagate.ts';
import { reassess } from './reassess.ts';

/** The weakness river enters here: what changed in the world, and what changed at home. */
export const listeners = [
  listen({
    name: 'exposure/reassess-advisories',
    event: advisoryChanged,
    run: async (p, { ids }) => {
      await reassess(p, { vulnerabilityIds: ids });
    },
  }),
  listen({
    name: 'exposure/reassess-assets',
    event: componentsChanged,
    run: async (p, { assetIds }) => {
      await reassess(p, { assetIds });
    },
  }),
  listen({
    name: 'exposure/propagate',
    event: graphChanged,
    run: async (p) => {
      await propagate(p);
    },
  }),
];
