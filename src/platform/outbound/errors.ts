import { defineErrors } from '../errors.ts';

/** Every one carries `url` without its query; `theirs` may pass when tried again. */
export const fail = defineErrors('platform', {
  'outbound-offline': { status: 503 },
  'outbound-bad-url': { status: 422 },
  'outbound-forbidden-target': { status: 422 },
  'outbound-unknown-host': { status: 502, kind: 'theirs' },
  'outbound-unreachable': { status: 502, kind: 'theirs' },
  'outbound-timeout': { status: 504, kind: 'theirs' },
  'outbound-stalled': { status: 504, kind: 'theirs' },
  'outbound-truncated': { status: 502, kind: 'theirs' },
  'outbound-too-large': { status: 502 },
  'outbound-bomb': { status: 502 },
  'outbound-encoding': { status: 502 },
  'outbound-too-many-redirects': { status: 502 },
  'outbound-bad-redirect': { status: 502 },
  'outbound-throttled': { status: 503, kind: 'theirs' },
  'outbound-server-error': { status: 502, kind: 'theirs' },
  'outbound-refused': { status: 502 },
  'outbound-budget-spent': { status: 429 },
  'outbound-not-recorded': { status: 502 },
});

/** An address as it may be shown and logged: queries hold keys, so they stay out. */
export function shownUrl(url: URL | string): string {
  const text = String(url);
  const cut = text.search(/[?#]/);
  return (cut === -1 ? text : text.slice(0, cut)).slice(0, 500);
}
