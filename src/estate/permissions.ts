import { EVERYONE, type Permissions } from '../platform/auth/actor.ts';

export const permissions: Permissions = {
  'estate:service:read': EVERYONE,
  'estate:service:change': ['service-owner', 'operator', 'ciso', 'admin'],
  'estate:asset:read': EVERYONE,
  'estate:asset:change': ['operator', 'ciso', 'admin'],
  'estate:identity:decide': ['operator', 'soc-analyst', 'ciso', 'admin'],
  'estate:inventory:import': ['operator', 'ciso', 'admin'],
  'estate:processing:read': ['dpo', 'ciso', 'admin', 'service-owner'],
  'estate:processing:change': ['dpo', 'admin'],
};
