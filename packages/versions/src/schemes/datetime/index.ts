import { defineScheme } from '../../define-scheme.ts';
import { compareText } from '../../digits.ts';

interface Instant {
  seconds: number;
  /** Digits of the fraction, trailing zeros dropped: `.9` and `.900` are one. */
  fraction: string;
}

const SHAPE = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2})(?:\.(\d{1,32}))?(Z|[+-]\d{2}:\d{2})$/;

export default defineScheme<Instant>({
  id: 'datetime',
  purlTypes: [],
  ecosystems: [],
  norm: 'https://www.rfc-editor.org/rfc/rfc3339',
  parse(raw) {
    const found = SHAPE.exec(raw.trim().toUpperCase());
    if (found === null) return undefined;
    const seconds = Date.parse(`${found[1]}${found[3]}`);
    return Number.isNaN(seconds) ? undefined : { seconds, fraction: (found[2] ?? '').replace(/0+$/, '') };
  },
  compare: (a, b) => a.seconds - b.seconds || compareText(a.fraction, b.fraction),
});
