import { EVERYONE, type Permissions } from '../platform/auth/actor.ts';

export const permissions: Permissions = { 'steer:brief:read': EVERYONE };
