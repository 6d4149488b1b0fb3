import { defineDomain } from '../platform/domain.ts';
import { bundleRoutes } from './bundle-routes.ts';
import { feedRoutes } from './feed-routes.ts';
import { jobs, schedules } from './jobs.ts';
import { permissions } from './permissions.ts';
import { advisoryRoutes } from './routes.ts';
import { searchWatch } from './search.ts';

export const watch = defineDomain({
  name: 'watch',
  permissions,
  routes: (app, p) => {
    advisoryRoutes(app, p);
    feedRoutes(app, p);
    bundleRoutes(app, p);
  },
  jobs,
  schedules,
  search: searchWatch,
});
