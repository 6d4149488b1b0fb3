import { defineErrors } from '../errors.ts';

export const fail = defineErrors('platform', {
  'job-unknown': { status: 404 },
  'job-not-ended': { status: 409 },
  'job-obsolete': { status: 409 },
});
