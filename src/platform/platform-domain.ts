import { createGrants } from './auth/grants.ts';
import { meRoutes } from './auth/routes/me-routes.ts';
import { peopleRoutes } from './auth/routes/people-routes.ts';
import { signInRoutes } from './auth/routes/sign-in-routes.ts';
import { IDLE_MS } from './auth/session.ts';
import { deleteLinks } from './auth/store/credentials.ts';
import { forgetExpired } from './auth/store/sessions.ts';
import { configRoutes } from './config/routes.ts';
import { upkeep } from './db/tidy-tables.ts';
import { type Domain, defineDomain } from './domain.ts';
import { eventRoutes } from './events/routes.ts';
import { jobRoutes } from './jobs/routes.ts';
import { checkJournalJob, journalSchedules } from './journal/check-journal.ts';
import { journalRoutes } from './journal/routes.ts';
import { permissions } from './permissions.ts';
import { searchRoutes } from './search/routes.ts';
import { settingsRoutes } from './settings/routes.ts';
import { followSettings } from './settings/settings.ts';
import { viewRoutes } from './views/routes.ts';

/** The ground floor's own routes and permissions, mounted like a room, knowing the rooms above by what they declare. */
export function createPlatformDomain(rooms: readonly Domain[]): Domain {
  const domain: Domain = defineDomain({
    name: 'platform',
    permissions,
    ...upkeep,
    routes: (app, p) => {
      signInRoutes(app, p);
      meRoutes(app, p);
      peopleRoutes(app, p, () => grants);
      settingsRoutes(app, p);
      configRoutes(app, p);
      viewRoutes(app, p);
      journalRoutes(app, p);
      searchRoutes(app, p, rooms);
      jobRoutes(app, p);
      eventRoutes(app, p);
    },
    jobs: [checkJournalJob],
    schedules: journalSchedules,
    async start(p) {
      await followSettings(p);
      const now = p.clock.now();
      await forgetExpired(p.db, now, new Date(now.getTime() - IDLE_MS));
      // Links printed by a former start end with it.
      await p.db.transaction().execute(async (trx) => {
        await deleteLinks(trx, { kind: 'set-up' });
        await deleteLinks(trx, { kind: 'demo' });
      });
    },
  });
  const grants = createGrants([domain, ...rooms]);
  return domain;
}
