import { defineScheme } from '../../define-scheme.ts';
import { type Count, compareCounts, compareText, endOfDigits, isDigit, toCount } from '../../digits.ts';

/** Numbers, and words: a train (`M`, `SXI`, `EA`), the letter of a rebuild, a patch. A word is never a pre-release. */
type Part = Count | { word: string };

// IOS XE writes the name of its release line in front; `Patch 7`, `p7` and `SU8` follow their release.
const SHAPE =
  /^(?:(?:version|release|denali|everest|fuji|gibraltar|amsterdam|bengaluru|cupertino|dublin|ios ?x[er]|nx-?os|asa)[- ])?v?\d[0-9a-z.()[\]_:-]*(?: (?:patch|p|su|es|cu|update|build) ?\d+[a-z]?)?$/;

function parse(raw: string): Part[] | undefined {
  const text = raw.trim().toLowerCase();
  if (!SHAPE.test(text)) return undefined;
  const from = /\d/.exec(text)?.index ?? 0;
  const parts: Part[] = [];
  for (let at = from; at < text.length; ) {
    const end = isDigit(text.charCodeAt(at)) ? endOfDigits(text, at) : at;
    if (end > at) parts.push(toCount(text.slice(at, end)));
    const word = end > at ? undefined : /^[a-z]+/.exec(text.slice(at))?.[0];
    if (word !== undefined) {
      dropZeros(parts);
      parts.push({ word: word === 'patch' ? 'p' : word });
    }
    at = word === undefined ? Math.max(end, at + 1) : at + word.length;
  }
  dropZeros(parts);
  return parts;
}

/** 9.16(4)0 = 9.16(4), 15.2(4)M0 = 15.2(4)M. */
function dropZeros(parts: Part[]): void {
  while (parts.length > 1 && parts.at(-1) === 0) parts.pop();
}

/** The end comes before a word (a rebuild follows its release), a word before a number (15.2(4)M before 15.2(4.1)M). */
function compare(a: readonly Part[], b: readonly Part[]): number {
  for (let i = 0; i < a.length || i < b.length; i++) {
    const [x, y] = [a[i], b[i]];
    if (x === undefined || y === undefined) return x === undefined ? -1 : 1;
    if (typeof x === 'object') {
      if (typeof y !== 'object') return -1;
      const order = compareText(x.word, y.word);
      if (order !== 0) return order;
    } else if (typeof y === 'object') return 1;
    else {
      const order = compareCounts(x, y);
      if (order !== 0) return order;
    }
  }
  return 0;
}

export default defineScheme<Part[]>({
  id: 'cisco',
  aliases: [
    'ios',
    'ios-xe',
    'iosxe',
    'ios-xr',
    'iosxr',
    'nx-os',
    'nxos',
    'cisco-asa',
    'asa',
    'ftd',
    'cisco-ise',
  ],
  purlTypes: [],
  ecosystems: [],
  norm: 'https://www.cisco.com (release numbers): 15.2(4)M3, 17.3.4a, 9.16(4)57, 7.0(3)I7(10); an order only within one train',
  parse,
  compare,
});
