/** Who acts: a person, a token of a person, or Vigie itself. */
export interface Actor {
  kind: 'user' | 'token' | 'system';
  /** User id, token id, or `system`. */
  id: string;
  name: string;
  /** The person behind (absent for the system). */
  userId?: string;
  roles: readonly Role[];
  permissions: ReadonlySet<string>;
  locale: 'fr' | 'en';
}

export const ROLES = ['reader', 'service-owner', 'operator', 'soc-analyst', 'dpo', 'ciso', 'admin'] as const;
/** lecteur, responsable de service, opérateur, analyste SOC, DPO, RSSI, admin. */
export type Role = (typeof ROLES)[number];

export const systemActor: Actor = {
  kind: 'system',
  id: 'system',
  name: 'Vigie',
  roles: [],
  permissions: new Set(),
  locale: 'fr',
};

/** Permission id `<room>:<noun>:<verb>` → the roles that have it. `admin` and `ciso` must be listed like the others. */
export type Permissions = Record<string, readonly Role[]>;
export const EVERYONE: readonly Role[] = [...ROLES];

/** Nobody signed in: sees public routes only. */
export const anonymousActor: Actor = { ...systemActor, kind: 'user', id: 'anonymous', name: '' };
