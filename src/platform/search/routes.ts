import { z } from 'zod';
import type { Actor } from '../auth/actor.ts';
import type { Domain, SearchHit } from '../domain.ts';
import type { App } from '../http/app.ts';
import type { Platform } from '../platform.ts';

const MOST_PER_ROOM = 10;

/** Objects of all rooms for the command palette. */
export function searchRoutes(app: App, p: Platform, rooms: readonly Domain[]): void {
  app.get(
    '/api/search',
    {
      config: { signedIn: true },
      schema: {
        tags: ['platform'],
        summary: 'Objects of every room that answer to words',
        querystring: z.object({ q: z.string().trim().min(2).max(200) }),
        response: {
          200: z.object({
            items: z.array(
              z.object({
                kind: z.string(),
                id: z.string(),
                title: z.string(),
                note: z.string().optional(),
                to: z.string(),
              }),
            ),
            /** Rooms that could not answer. */
            failed: z.array(z.string()),
          }),
        },
      },
    },
    async (req) => {
      const answers = await Promise.all(rooms.map((room) => ask(p, room, req.actor, req.query.q)));
      return {
        items: answers.flatMap(({ hits }) =>
          hits.slice(0, MOST_PER_ROOM).map(({ kind, id, title, subtitle, href }) => ({
            kind,
            id,
            title,
            ...(subtitle ? { note: subtitle } : {}),
            to: href,
          })),
        ),
        failed: answers.filter((a) => a.failed).map((a) => a.room),
      };
    },
  );
}

/** One room that fails does not silence the others; it is named in the answer. */
async function ask(
  p: Platform,
  room: Domain,
  actor: Actor,
  q: string,
): Promise<{ room: string; hits: SearchHit[]; failed: boolean }> {
  try {
    return { room: room.name, hits: (await room.search?.(p, actor, q)) ?? [], failed: false };
  } catch (error) {
    p.log.error({ room: room.name, error: String(error) }, 'search failed');
    return { room: room.name, hits: [], failed: true };
  }
}
