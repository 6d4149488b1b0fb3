import type { FastifyRequest } from 'fastify';
import { isStorable } from '../files/storable.ts';
import type { App } from './app.ts';
import { fail } from './errors.ts';

/**
 * PostgreSQL stores no U+0000 and no half of a surrogate pair. Refused at the door, by name of the place, they are an
 * answer; met in the database they would be an unforeseen error, or a file cut short.
 */
export function refuseUnstorable(app: App): void {
  app.addHook('preValidation', async (request) => {
    const place = placeOfUnstorable(request);
    if (place !== undefined) throw fail('text-not-storable', { details: { place } });
  });
}

/** Not recursive: a body of one megabyte may be half a million brackets deep. */
function placeOfUnstorable({ params, query, body }: FastifyRequest): string | undefined {
  const left: [string, unknown][] = [
    ['', params],
    ['', query],
    ['', body],
  ];
  for (let next = left.pop(); next; next = left.pop()) {
    const [place, value] = next;
    if (typeof value === 'string' && !isStorable(value)) return place;
    if (typeof value !== 'object' || value === null || value instanceof Uint8Array) continue;
    for (const [key, inner] of Object.entries(value)) {
      if (!isStorable(key)) return place;
      // The first names are enough to find it.
      left.push([place.length < 100 ? [place, key].filter(Boolean).join('.').slice(0, 200) : place, inner]);
    }
  }
  return undefined;
}
