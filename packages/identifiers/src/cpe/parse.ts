import type { Cpe } from './cpe.ts';
import { bindFormattedString, unbindFormattedString } from './formatted-string.ts';
import { unbindUri } from './uri.ts';

/** Reads a CPE name in either binding; `undefined` when it is neither. Never throws. */
export function parseCpe(text: string): Cpe | undefined {
  const trimmed = text.trim();
  return unbindFormattedString(trimmed) ?? unbindUri(trimmed);
}

/** Writes a CPE name as a 2.3 formatted string. */
export function formatCpe(cpe: Cpe): string {
  return bindFormattedString(cpe);
}
