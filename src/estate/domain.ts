import { defineDomain } from '../platform/domain.ts';
import { importRoutes } from './import-routes.ts';
import { permissions } from './permissions.ts';
import { estateRoutes } from './routes.ts';
import { searchEstate } from './search.ts';

export const estate = defineDomain({
  name: 'estate',
  permissions,
  routes: (app, p) => {
    estateRoutes(app, p);
    importRoutes(app, p);
  },
  search: searchEstate,
});
