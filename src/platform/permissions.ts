import { EVERYONE, type Permissions } from './auth/actor.ts';

export const permissions: Permissions = {
  'platform:user:read': ['ciso', 'admin'],
  'platform:user:manage': ['admin'],
  'platform:session:manage': ['admin'],
  'platform:token:manage': ['ciso', 'admin'],
  'platform:settings:read': EVERYONE,
  'platform:settings:change': ['admin'],
  'platform:config:read': ['ciso', 'admin'],
  'platform:journal:read': ['soc-analyst', 'dpo', 'ciso', 'admin'],
  'platform:journal:export': ['dpo', 'ciso', 'admin'],
  'platform:job:read': ['operator', 'soc-analyst', 'ciso', 'admin'],
  'platform:job:cancel': ['operator', 'ciso', 'admin'],
  'platform:job:rerun': ['operator', 'ciso', 'admin'],
  'platform:view:share': ['service-owner', 'operator', 'soc-analyst', 'dpo', 'ciso', 'admin'],
};
