import type { Actor, Permissions } from './auth/actor.ts';
import type { Listener } from './events/bus.ts';
import type { App } from './http/app.ts';
import type { JobDef, Schedule } from './jobs/define.ts';
import type { Platform } from './platform.ts';

/** One object found for the command palette. `kind` is `<room>.<noun>`; `href` is its screen. */
export interface SearchHit {
  kind: string;
  id: string;
  title: string;
  subtitle?: string;
  href: string;
}

/** What `main.ts` mounts. Migrations and locales are found by folder: `src/<name>/migrations`, `src/<name>/locales`. */
export interface Domain {
  name: string;
  permissions: Permissions;
  routes?(app: App, platform: Platform): void;
  jobs?: readonly JobDef[];
  schedules?: readonly Schedule[];
  listeners?: readonly Listener[];
  /** The room's objects that answer to words typed in the command palette, best first; only what `actor` may read. */
  search?(platform: Platform, actor: Actor, q: string): Promise<SearchHit[]>;
  /** Once at start, after the migrations, before the first request. */
  start?(platform: Platform): Promise<void>;
}

export function defineDomain(domain: Domain): Domain {
  return domain;
}
