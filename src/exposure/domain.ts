import { defineDomain } from '../platform/domain.ts';
import { jobs, schedules } from './jobs.ts';
import { listeners } from './listeners.ts';
import { permissions } from './permissions.ts';
import { policyRoutes } from './policy-routes.ts';
import { findingRoutes } from './routes.ts';
import { searchFindings } from './search.ts';

export const exposure = defineDomain({
  name: 'exposure',
  permissions,
  routes: (app, p) => {
    findingRoutes(app, p);
    policyRoutes(app, p);
  },
  jobs,
  schedules,
  listeners,
  search: searchFindings,
});
