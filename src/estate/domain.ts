import { defineDomain } from '../platform/domain.ts';
import { identityRoutes } from './identity-routes.ts';
import { importRoutes } from './import-routes.ts';
import { permissions } from './permissions.ts';
import { estateRoutes } from './routes.ts';
import { searchEstate } from './search.ts';
import { labelComponents } from './store/components.ts';

export const estate = defineDomain({
  name: 'estate',
  permissions,
  routes: (app, p) => {
    estateRoutes(app, p);
    importRoutes(app, p);
    identityRoutes(app, p);
  },
  search: searchEstate,
  start: (p) => labelComponents(p.db),
});
