import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../root.ts';
import type { App } from './app.ts';

const FILES = {
  '/api/docs': ['index.html', 'text/html; charset=utf-8'],
  '/api/docs/page.css': ['page.css', 'text/css; charset=utf-8'],
  '/api/docs/page.js': ['page.js', 'text/javascript; charset=utf-8'],
} as const;

/** The API's description to be read by people: our own page, under the same policy as the rest. */
export function docsRoute(app: App): void {
  for (const [url, [file, type]] of Object.entries(FILES)) {
    app.get(url, { config: { public: true }, schema: { hide: true } }, async (_request, reply) =>
      reply.type(type).send(readFileSync(join(ROOT, 'src/platform/http/docs', file))),
    );
  }
}
