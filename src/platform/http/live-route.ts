import type { Platform } from '../platform.ts';
import type { App } from './app.ts';
import { fail } from './errors.ts';

const HEARTBEAT_MS = 25_000;
/** What may wait for one screen that reads too slowly, or no more. */
const MOST_UNREAD_BYTES = 64 * 1024;
/** Open screens of one person; a browser opens one a tab. */
const MOST_PER_PERSON = 12;

/** Server-sent events: the topics that the reader may see, never content. */
export function liveRoute(app: App, p: Platform): void {
  const open = new Map<string, number>();
  app.get(
    '/api/live',
    { config: { signedIn: true, rateLimit: false }, schema: { hide: true } },
    async (request, reply) => {
      const who = request.actor.userId ?? request.actor.id;
      const already = open.get(who) ?? 0;
      if (already >= MOST_PER_PERSON) throw fail('too-many-live');
      open.set(who, already + 1);
      reply.hijack();
      const { raw } = reply;
      raw.writeHead(200, {
        'content-type': 'text/event-stream',
        'cache-control': 'no-store',
        connection: 'keep-alive',
      });
      raw.write('retry: 3000\n\n');
      const rooms = new Set([...request.actor.permissions].map((permission) => permission.split(':')[0]));
      const stop = p.live.subscribe((topic) => {
        if (!rooms.has(topic.split('.')[0])) return;
        raw.write(`data: ${JSON.stringify({ topic })}\n\n`);
        // It asks for everything again when it comes back: better than a queue that grows here.
        if (raw.writableLength > MOST_UNREAD_BYTES) raw.destroy();
      });
      const heartbeat = setInterval(() => raw.write(': \n\n'), HEARTBEAT_MS);
      raw.on('close', () => {
        clearInterval(heartbeat);
        stop();
        const left = (open.get(who) ?? 1) - 1;
        if (left > 0) open.set(who, left);
        else open.delete(who);
      });
    },
  );
}
