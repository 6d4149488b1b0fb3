import { EVERYONE, type Permissions } from '../platform/auth/actor.ts';

export const permissions: Permissions = {
  'exposure:finding:read': EVERYONE,
  'exposure:finding:assign': ['operator', 'soc-analyst', 'ciso', 'admin'],
  'exposure:finding:plan': ['service-owner', 'operator', 'soc-analyst', 'ciso', 'admin'],
  'exposure:finding:mitigate': ['operator', 'soc-analyst', 'ciso', 'admin'],
  'exposure:finding:accept': ['ciso', 'admin'],
  'exposure:finding:dismiss': ['operator', 'soc-analyst', 'ciso', 'admin'],
  'exposure:finding:reopen': ['operator', 'soc-analyst', 'ciso', 'admin'],
  'exposure:finding:reassess': ['operator', 'soc-analyst', 'ciso', 'admin'],
  'exposure:policy:write': ['ciso', 'admin'],
  'exposure:policy:choose': ['ciso', 'admin'],
};
