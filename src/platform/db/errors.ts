import { defineErrors } from '../errors.ts';

export const fail = defineErrors('platform', {
  'data-folder-busy': { status: 409 },
  'data-folder-unusable': { status: 500 },
  'data-folder-other-engine': { status: 500 },
  'engine-not-durable': { status: 500 },
  'engine-failed': { status: 500 },
  'server-too-old': { status: 500 },
  'target-not-empty': { status: 409 },
  'nothing-there': { status: 404 },
  'copy-circular': { status: 500 },
  'copy-other-version': { status: 409 },
  'copy-differs': { status: 500 },
  'server-unreachable': { status: 503, kind: 'theirs' },
});
