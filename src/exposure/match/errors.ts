import { defineErrors } from '../../platform/errors.ts';

/** What `vigie match` refuses; `place` names file, entry and line. */
export const refuse = defineErrors('exposure', {
  'advisory-form-unknown': { status: 400 },
  'advisory-malformed': { status: 400 },
  'advisory-is-vex': { status: 400 },
  'vex-malformed': { status: 400 },
  'inventory-form-unknown': { status: 400 },
  'inventory-malformed': { status: 400 },
  'inventory-too-large': { status: 413 },
  'kev-malformed': { status: 400 },
  'epss-malformed': { status: 400 },
});
