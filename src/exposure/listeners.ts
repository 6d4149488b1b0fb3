import { componentsChanged, graphChanged } from '../estate/events.ts';
import { systemActor } from '../platform/auth/actor.ts';
import { listen } from '../platform/events/bus.ts';
import { advisoryChanged, feedPulled } from '../watch/events.ts';
import { proposeJob } from './jobs.ts';
import { propagate } from './propagate.ts';
import { proposeIdentities } from './propose-identities.ts';
import { reassess } from './reassess.ts';

/** Sources are often pulled one after the other: one look at the labels for all of them, once what they changed is on the screens. */
const AFTER_A_PULL_MS = 60_000;

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
  listen({
    name: 'exposure/propose-for-assets',
    event: componentsChanged,
    run: async (p, { assetIds }) => {
      await proposeIdentities(p, { assetIds });
    },
  }),
  listen({
    name: 'exposure/propose-again',
    event: feedPulled,
    run: async (p) => {
      await p.db.transaction().execute((trx) =>
        p.jobs.enqueue(
          trx,
          proposeJob,
          {},
          {
            actor: systemActor,
            singletonKey: proposeJob.name,
            runAt: new Date(p.clock.now().getTime() + AFTER_A_PULL_MS),
          },
        ),
      );
    },
  }),
];
