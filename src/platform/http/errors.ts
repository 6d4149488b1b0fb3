import { defineErrors } from '../errors.ts';

export const fail = defineErrors('platform', {
  'not-found': { status: 404 },
  'signed-out': { status: 401 },
  forbidden: { status: 403 },
  'origin-refused': { status: 403 },
  'host-refused': { status: 421 },
  'too-many-requests': { status: 429 },
  'invalid-request': { status: 400 },
  'text-not-storable': { status: 400 },
  'body-too-large': { status: 413 },
  'too-many-live': { status: 429 },
  unexpected: { status: 500 },
});
