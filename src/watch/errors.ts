import { defineErrors } from '../platform/errors.ts';

export const fail = defineErrors('watch', {
  'feed-unknown': { status: 404 },
  'feed-disabled': { status: 409 },
  'feed-busy': { status: 409 },
  'feed-shrunk': { status: 422 },
  'feed-empty': { status: 422 },
  'feed-wrong-content': { status: 422 },
  'feed-sent-html': { status: 502, kind: 'theirs' },
  'feed-nothing-held': { status: 409 },
  'feed-nothing-read': { status: 422 },
  'record-malformed': { status: 422 },
  'record-original-damaged': { status: 500 },
  'advisory-unknown': { status: 404 },
  'bundle-malformed': { status: 422 },
  'bundle-key-unknown': { status: 422 },
  'bundle-signature-wrong': { status: 422 },
  'bundle-file-changed': { status: 422 },
  'bundle-no-key': { status: 409 },
  'key-malformed': { status: 422 },
});
