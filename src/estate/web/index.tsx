import { Boxes, Layers } from 'lucide-react';
import { defineScreens } from '../../platform/web/screens.ts';

const READ = 'estate:asset:read';
const CHANGE = 'estate:asset:change';

type Sheets = typeof import('./sheets.tsx');
/** The pages of what has nothing to draw share a file. */
const sheet = (name: keyof Sheets) => async () => ({ Screen: (await import('./sheets.tsx'))[name] });

export const screens = defineScreens({
  room: 'estate',
  nav: [
    {
      to: '/services',
      labelKey: 'shell:nav.services',
      icon: Layers,
      order: 20,
      count: { path: '/api/estate/services', query: { size: '1' } },
      permission: 'estate:service:read',
    },
    { to: '/patrimoine', labelKey: 'shell:nav.estate', icon: Boxes, order: 110, permission: READ },
  ],
  routes: [
    { path: '/services', load: () => import('./services.tsx') },
    { path: '/services/nouveau', load: () => import('./service-new.tsx') },
    { path: '/services/$id', load: () => import('./service.tsx') },
    { path: '/patrimoine', load: () => import('./overview.tsx') },
    { path: '/patrimoine/biens', load: () => import('./assets.tsx') },
    { path: '/patrimoine/biens/nouveau', load: () => import('./asset-new.tsx') },
    { path: '/patrimoine/biens/$id', load: () => import('./asset.tsx') },
    { path: '/patrimoine/applications', load: () => import('./applications.tsx') },
    { path: '/patrimoine/applications/$id', load: sheet('ApplicationScreen') },
    { path: '/patrimoine/composants', load: () => import('./components.tsx') },
    { path: '/patrimoine/identites', load: () => import('./identities.tsx') },
    { path: '/patrimoine/identites/decisions', load: () => import('./identity-decisions.tsx') },
    { path: '/patrimoine/fournisseurs', load: () => import('./suppliers.tsx') },
    { path: '/patrimoine/fournisseurs/$id', load: sheet('SupplierScreen') },
    { path: '/patrimoine/personnes', load: () => import('./people.tsx') },
    { path: '/patrimoine/personnes/$id', load: sheet('PersonScreen') },
    { path: '/patrimoine/unites/$id', load: sheet('UnitScreen') },
    { path: '/patrimoine/traitements', load: () => import('./processings.tsx') },
    { path: '/patrimoine/traitements/$id', load: sheet('ProcessingScreen') },
    { path: '/patrimoine/imports', load: () => import('./imports.tsx') },
    { path: '/patrimoine/imports/nouveau', load: () => import('./import-new.tsx') },
    { path: '/patrimoine/imports/$id', load: () => import('./import-new.tsx') },
  ],
  palette: [
    {
      labelKey: 'estate:palette.import',
      wordsKey: 'estate:palette.import-words',
      to: '/patrimoine/imports/nouveau',
      permission: 'estate:inventory:import',
    },
    { labelKey: 'estate:palette.add-service', to: '/services/nouveau', permission: 'estate:service:change' },
    { labelKey: 'estate:palette.add-asset', to: '/patrimoine/biens/nouveau', permission: CHANGE },
    { labelKey: 'estate:palette.components', to: '/patrimoine/composants', permission: READ },
    {
      labelKey: 'estate:palette.identities',
      wordsKey: 'estate:palette.identities-words',
      to: '/patrimoine/identites',
      permission: READ,
    },
    { labelKey: 'estate:palette.imports', to: '/patrimoine/imports', permission: 'estate:inventory:import' },
    {
      labelKey: 'estate:palette.processings',
      to: '/patrimoine/traitements',
      permission: 'estate:processing:read',
    },
  ],
});
