import type { Domain } from '../domain.ts';
import { ROLES, type Role } from './actor.ts';

/** What roles may do, from the permissions that all rooms declare. */
export interface Grants {
  all: readonly { id: string; room: string; roles: readonly Role[] }[];
  of(roles: readonly Role[]): ReadonlySet<string>;
}

export function createGrants(domains: readonly Domain[]): Grants {
  const all = domains
    .flatMap((d) => Object.entries(d.permissions).map(([id, roles]) => ({ id, room: d.name, roles })))
    .sort((a, b) => (a.id < b.id ? -1 : 1));
  return {
    all,
    of: (roles) =>
      new Set(all.filter((one) => one.roles.some((r) => roles.includes(r))).map((one) => one.id)),
  };
}

/** Roles as stored, in house order and once each. */
export function tidyRoles(roles: readonly Role[]): Role[] {
  return ROLES.filter((r) => roles.includes(r));
}
