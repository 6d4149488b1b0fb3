import { compareText } from '../../digits.ts';

// Pre-PEP 440 versions still stand in advisories; setuptools sorted them before every valid one.
const PIECE = /(\d+|[a-z]+|\.|-)/;
const SPELLINGS: Readonly<Record<string, string>> = {
  pre: 'c',
  preview: 'c',
  '-': 'final-',
  rc: 'c',
  dev: '@',
};

/** The key of setuptools' `LegacyVersion`; `undefined` when the text is no version at all. */
export function parseLegacy(text: string): string[] | undefined {
  if (!/^[!-~]*[a-z0-9][!-~]*$/.test(text)) return undefined;
  const parts: string[] = [];
  const drop = (part: string) => {
    while (parts.at(-1) === part) parts.pop();
  };
  for (const piece of [...text.split(PIECE), 'final']) {
    if (piece === '' || piece === '.') continue;
    if (/^\d/.test(piece)) {
      parts.push(piece.padStart(8, '0'));
      continue;
    }
    const word = `*${Object.hasOwn(SPELLINGS, piece) ? SPELLINGS[piece] : piece}`;
    if (word < '*final') drop('*final-');
    drop('00000000');
    parts.push(word);
  }
  return parts;
}

/** Orders two legacy keys. */
export function compareLegacy(a: readonly string[], b: readonly string[]): number {
  for (let i = 0; i < a.length && i < b.length; i++) {
    const order = compareText(a[i] ?? '', b[i] ?? '');
    if (order !== 0) return order;
  }
  return a.length - b.length;
}
