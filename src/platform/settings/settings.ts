import { z } from 'zod';
import type { Actor } from '../auth/actor.ts';
import { LocaleSchema, RoleSchema, TimeZone } from '../auth/contract.ts';
import type { Db } from '../db/database.ts';
import type { Platform } from '../platform.ts';
import { readSetting, writeSetting } from './store.ts';

/** What the organisation decides on screen; what the machine needs at start is in the configuration. */
export const Settings = z.object({
  organisation: z.string().trim().max(200).default(''),
  timeZone: TimeZone.optional(),
  locale: LocaleSchema.default('fr'),
  demo: z.boolean().default(false),
  oidc: z
    .object({
      label: z.string().trim().min(1).max(60).default('OpenID Connect'),
      /** Claim that carries groups; absent: roles are given in Vigie only. */
      roleClaim: z.string().trim().max(100).optional(),
      roleMap: z.record(z.string().max(200), RoleSchema).default({}),
    })
    .prefault({}),
});
export type Settings = z.infer<typeof Settings>;

const KEY = 'general';

export async function readSettings(db: Db): Promise<Settings> {
  return Settings.parse((await readSetting(db, KEY)) ?? {});
}

/** Writes in the caller's transaction. */
export async function writeSettings(p: Platform, trx: Db, settings: Settings): Promise<void> {
  await writeSetting(trx, KEY, settings, p.clock.now());
}

/** After a commit, and at start: what runs from now on goes by the zone chosen on screen. */
export async function followSettings(p: Platform): Promise<void> {
  p.zone.name = (await readSettings(p.db)).timeZone ?? p.config.timeZone;
}

export async function changeSettings(
  p: Platform,
  actor: Actor,
  change: { [K in keyof Settings]?: Settings[K] | undefined },
): Promise<Settings> {
  const settings = await p.db.transaction().execute(async (trx) => {
    const before = await readSettings(trx);
    const given = Object.fromEntries(Object.entries(change).filter(([, v]) => v !== undefined));
    const after = Settings.parse({ ...before, ...given });
    await writeSettings(p, trx, after);
    await p.journal.append(trx, {
      actor,
      action: 'platform.settings.changed',
      details: { changed: Object.keys(given) },
    });
    return after;
  });
  await followSettings(p);
  return settings;
}
