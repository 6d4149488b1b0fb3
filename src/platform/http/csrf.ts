import type { Platform } from '../platform.ts';
import type { App } from './app.ts';
import { fail } from './errors.ts';

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);
const HEADER = 'x-vigie-csrf';

/**
 * Changes asked with a cookie must come from our own page: a header that another site cannot add, and an origin that is
 * ours where the browser tells one. Bearer tokens are not sent by browsers on their own, hence exempt. The Host header
 * must be one we answer to, so that a name resolved to this machine by somebody else gets nothing.
 */
export function guardOrigin(app: App, p: Platform): void {
  const names = allowedHosts(p);
  const ours = p.config.publicUrl ? new URL(p.config.publicUrl) : undefined;
  app.addHook('onRequest', async (request) => {
    if (names && !names.has(hostOf(request.headers.host)))
      throw fail('host-refused', { details: { host: String(request.headers.host).slice(0, 200) } });
    if (SAFE.has(request.method) || request.headers.authorization?.startsWith('Bearer ')) return;
    const { origin, host } = request.headers;
    const site = request.headers['sec-fetch-site'];
    if (site && site !== 'same-origin' && site !== 'none') throw fail('origin-refused');
    if (origin !== undefined && originHost(origin) !== hostOf(host)) throw fail('origin-refused');
    // Under the public name, only its scheme and port: a page of http:// may have been written by somebody on the way.
    if (
      origin !== undefined &&
      ours &&
      originHost(origin) === ours.hostname &&
      new URL(origin).origin !== ours.origin
    )
      throw fail('origin-refused');
    if (!request.headers[HEADER]) throw fail('origin-refused');
  });
}

/** Without a public address Vigie answers to the machine's own names only; listening wider needs `VIGIE_PUBLIC_URL`. */
function allowedHosts(p: Platform): Set<string> | undefined {
  const names = new Set(['localhost', '127.0.0.1', '[::1]', p.config.host]);
  if (p.config.publicUrl) names.add(new URL(p.config.publicUrl).hostname);
  return names;
}

/** `null` (a sandboxed or data: page) and what is no origin have no host, hence never ours. */
function originHost(origin: string): string | undefined {
  return URL.canParse(origin) ? hostOf(new URL(origin).host) : undefined;
}

function hostOf(host: string | undefined): string {
  return (host ?? '').replace(/:\d+$/, '').toLowerCase();
}
