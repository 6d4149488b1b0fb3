import { defineScheme } from '../../define-scheme.ts';
import { compareDigitRuns, compareNumerals, endOfDigits, isDigit, isLetter } from '../../digits.ts';

interface DebVersion {
  epoch: string;
  upstream: string;
  revision: string;
}

function parse(raw: string): DebVersion | undefined {
  const text = raw.trim();
  if (!/^[\w.+~:-]+$/.test(text)) return undefined;
  const colon = text.indexOf(':');
  const epoch = colon < 0 ? '0' : text.slice(0, colon);
  if (epoch === '' || endOfDigits(epoch, 0) !== epoch.length) return undefined;
  const rest = colon < 0 ? text : text.slice(colon + 1);
  const dash = rest.lastIndexOf('-');
  const upstream = dash < 0 ? rest : rest.slice(0, dash);
  const revision = dash < 0 ? '' : rest.slice(dash + 1);
  if (upstream === '' || (dash >= 0 && revision === '')) return undefined;
  return { epoch, upstream, revision };
}

/** deb-version(7): `~` before the end, the end before letters, letters before the rest. */
function weight(text: string, at: number): number {
  if (at >= text.length) return 0;
  const code = text.charCodeAt(at);
  if (isDigit(code)) return 0;
  if (code === 126) return -1;
  return isLetter(code) ? code : code + 256;
}

/** The order of dpkg's `verrevcmp`: runs of non-digits by weight, runs of digits as numbers. */
export function compareDebParts(a: string, b: string): number {
  let i = 0;
  let j = 0;
  while (i < a.length || j < b.length) {
    while ((i < a.length && !isDigit(a.charCodeAt(i))) || (j < b.length && !isDigit(b.charCodeAt(j)))) {
      const difference = weight(a, i) - weight(b, j);
      if (difference !== 0) return difference;
      i++;
      j++;
    }
    const iEnd = endOfDigits(a, i);
    const jEnd = endOfDigits(b, j);
    const order = compareDigitRuns(a, Math.min(i, iEnd), iEnd, b, Math.min(j, jEnd), jEnd);
    if (order !== 0) return order;
    i = iEnd;
    j = jEnd;
  }
  return 0;
}

export default defineScheme<DebVersion>({
  id: 'deb',
  aliases: ['debian', 'dpkg', 'ubuntu', 'raspbian', 'opkg'],
  purlTypes: ['deb', 'opkg'],
  ecosystems: ['Debian', 'Ubuntu', 'Echo'],
  norm: 'https://manpages.debian.org/deb-version.7',
  parse,
  compare: (a, b) =>
    compareNumerals(a.epoch, b.epoch) ||
    compareDebParts(a.upstream, b.upstream) ||
    compareDebParts(a.revision, b.revision),
});
