import { EVERYONE, type Permissions } from '../platform/auth/actor.ts';

const OPERATORS = ['operator', 'soc-analyst', 'ciso', 'admin'] as const;

export const permissions: Permissions = {
  'watch:advisory:read': EVERYONE,
  'watch:label:change': OPERATORS,
  'watch:feed:read': EVERYONE,
  'watch:feed:pull': OPERATORS,
  'watch:feed:import': OPERATORS,
  'watch:feed:configure': ['ciso', 'admin'],
  'watch:feed:override': ['ciso', 'admin'],
  'watch:bundle:export': OPERATORS,
  'watch:bundle:import': OPERATORS,
  'watch:bundle:trust': ['ciso', 'admin'],
};
