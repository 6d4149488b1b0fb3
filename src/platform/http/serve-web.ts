import { existsSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { App } from './app.ts';
import { fail } from './errors.ts';

/**
 * Hashed files for ever, the page itself never cached; every other path is a screen of the web app. The build leaves `.br` and `.gz`
 * beside each text file: nothing is compressed at each request.
 */
export async function serveWeb(app: App, dir: string): Promise<void> {
  const hasWeb = existsSync(join(dir, 'index.html'));
  if (hasWeb) {
    await app.register(fastifyStatic, {
      root: dir,
      wildcard: false,
      index: false,
      // Its own header would take the place of ours.
      cacheControl: false,
      preCompressed: true,
      globIgnore: ['**/*.br', '**/*.gz'],
      setHeaders: (reply, path) => {
        const isHashed = path.includes('/assets/');
        reply.setHeader('cache-control', isHashed ? 'public, max-age=31536000, immutable' : 'no-cache');
        reply.setHeader('vary', 'accept-encoding');
      },
    });
  }
  app.setNotFoundHandler((request, reply) => {
    const isScreen = request.method === 'GET' && !/^\/(?:api|assets)\//.test(request.url);
    if (hasWeb && isScreen) return reply.header('cache-control', 'no-cache').sendFile('index.html');
    throw fail('not-found', { details: { path: request.url.slice(0, 200) } });
  });
}
