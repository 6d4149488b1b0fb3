import { defineErrors } from '../platform/errors.ts';

export const fail = defineErrors('estate', {
  'object-unknown': { status: 404 },
  'changed-meanwhile': { status: 409 },
  'not-yours': { status: 403 },
  'link-cycle': { status: 422 },
  'link-kind': { status: 422 },
  'import-unknown': { status: 404 },
  'import-not-previewed': { status: 409 },
  'import-empty': { status: 422 },
  'import-too-large': { status: 422 },
  'asset-needed': { status: 422 },
  'demo-malformed': { status: 500 },
});
