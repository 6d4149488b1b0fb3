import type { App } from './app.ts';
import { fail } from './errors.ts';

/**
 * Every route names how it is opened, or the application does not start: by a permission that a room declares, to any
 * signed-in person, or to the world. The check runs before the body is read.
 */
export function enforceAccess(app: App, permissions: ReadonlySet<string>): void {
  app.addHook('onRoute', (route) => {
    if (route.method === 'HEAD' || route.method === 'OPTIONS' || !route.url.startsWith('/api/')) return;
    const { permission, signedIn, public: isPublic } = route.config ?? {};
    const name = `${route.method} ${route.url}`;
    if ([permission, signedIn, isPublic].filter(Boolean).length !== 1)
      throw new Error(`${name}: one access must be given`);
    if (permission && !permissions.has(permission))
      throw new Error(`${name}: no room declares ${permission}`);
  });
  app.addHook('preParsing', async (request) => {
    const { permission, signedIn } = request.routeOptions.config;
    if (!permission && !signedIn) return;
    if (request.actor.id === 'anonymous') throw fail('signed-out');
    if (permission && !request.actor.permissions.has(permission))
      throw fail('forbidden', { details: { permission } });
  });
}
