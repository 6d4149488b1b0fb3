import { defineErrors } from '../platform/errors.ts';

export const fail = defineErrors('exposure', {
  'finding-unknown': { status: 404 },
  'policy-unknown': { status: 404 },
  'policy-malformed': { status: 500 },
  'policy-changed': { status: 409 },
  'policy-shipped': { status: 422 },
  'policy-schema': { status: 422 },
  'policy-input': { status: 422 },
  'policy-cells': { status: 422 },
  'policy-value': { status: 422 },
  'policy-outcome': { status: 422 },
  'policy-twice': { status: 422 },
  'policy-missing': { status: 422 },
  'policy-name': { status: 422 },
  'until-past': { status: 422 },
  'until-too-far': { status: 422 },
});
