import { defineErrors } from '../platform/errors.ts';

export const fail = defineErrors('exposure', {
  'finding-unknown': { status: 404 },
  'policy-unknown': { status: 404 },
  'policy-malformed': { status: 500 },
  'until-past': { status: 422 },
  'until-too-far': { status: 422 },
});
