import type { Platform } from '../platform.ts';
import type { App } from './app.ts';

const HEARTBEAT_MS = 25_000;

/** Server-sent events: the topics that the reader may see, never content. */
export function liveRoute(app: App, p: Platform): void {
  app.get(
    '/api/live',
    { config: { signedIn: true, rateLimit: false }, schema: { hide: true } },
    (request, reply) => {
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
        if (rooms.has(topic.split('.')[0])) raw.write(`data: ${JSON.stringify({ topic })}\n\n`);
      });
      const heartbeat = setInterval(() => raw.write(': \n\n'), HEARTBEAT_MS);
      raw.on('close', () => {
        clearInterval(heartbeat);
        stop();
      });
    },
  );
}
