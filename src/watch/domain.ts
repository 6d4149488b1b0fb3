import { setUpCompleted } from '../platform/auth/events.ts';
import { defineDomain } from '../platform/domain.ts';
import { listen } from '../platform/events/bus.ts';
import { bundleRoutes } from './bundle-routes.ts';
import { feedRoutes } from './feed-routes.ts';
import { jobs, PULL_SECONDS, pullDueJob, schedules } from './jobs.ts';
import { labelRoutes } from './label-routes.ts';
import { permissions } from './permissions.ts';
import { productRoutes } from './product-routes.ts';
import { advisoryRoutes } from './routes.ts';
import { searchWatch } from './search.ts';
import { closeCutRuns } from './store/feeds.ts';

export const watch = defineDomain({
  name: 'watch',
  permissions,
  routes: (app, p) => {
    advisoryRoutes(app, p);
    feedRoutes(app, p);
    bundleRoutes(app, p);
    productRoutes(app, p);
    labelRoutes(app, p);
  },
  jobs,
  schedules,
  listeners: [
    listen({
      name: 'watch/first-pull',
      event: setUpCompleted,
      run: async (p) => {
        await p.jobs.enqueue(p.db, pullDueJob, {}, { singletonKey: 'watch.first-pull' });
      },
    }),
  ],
  search: searchWatch,
  async start(p) {
    const now = p.clock.now();
    // An embedded database has one process: whatever still runs there was cut. On a server another Vigie may be reading.
    const before = p.config.databaseUrl ? now.getTime() - PULL_SECONDS * 1000 : now.getTime();
    await closeCutRuns(p.db, new Date(before), now);
  },
});
