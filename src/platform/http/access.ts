import { fail as refuse } from '../auth/errors.ts';
import { isRecent } from '../auth/session.ts';
import type { Platform } from '../platform.ts';
import type { App } from './app.ts';
import { fail } from './errors.ts';

const READS = new Set(['GET', 'HEAD']);

/**
 * Every route names how it is opened, or the application does not start: by a permission that a room declares, to any
 * signed-in person, or to the world. The check runs before the body is read.
 */
export function enforceAccess(app: App, p: Platform, permissions: ReadonlySet<string>): void {
  app.addHook('onRoute', (route) => {
    if (route.method === 'HEAD' || route.method === 'OPTIONS' || !route.url.startsWith('/api/')) return;
    const { permission, signedIn, public: isPublic, recent } = route.config ?? {};
    const name = `${route.method} ${route.url}`;
    if ([permission, signedIn, isPublic].filter(Boolean).length !== 1)
      throw new Error(`${name}: one access must be given`);
    if (permission && !permissions.has(permission))
      throw new Error(`${name}: no room declares ${permission}`);
    if (recent && isPublic) throw new Error(`${name}: a public route cannot ask for a recent sign-in`);
  });
  app.addHook('preParsing', async (request) => {
    const { permission, signedIn, recent, personal } = request.routeOptions.config;
    if (!permission && !signedIn) return;
    if (request.actor.id === 'anonymous') throw fail('signed-out');
    if (permission && !request.actor.permissions.has(permission))
      throw fail('forbidden', { details: { permission } });
    // What belongs to a person alone (profile, password, sessions) is in no token's scope.
    const isPersonal = recent || personal || (signedIn && !READS.has(request.method));
    if (request.actor.kind === 'token' && isPersonal) throw refuse('token-not-accepted');
    if (recent && !(request.session && isRecent(request.session, p.clock.now())))
      throw refuse('sign-in-again');
  });
}
