const DOTTED_BRANCH = /^(.*?\d|[A-Z])(?:[._](?:[xX*]|z$)|\([xX]\))/;

/** The start of branch `10.1.x`, `26.x.x`, `7.0(x)`, `22.2.x-EVO`, `1.4.2-px`; undefined of a plain version. */
export function branchOf(text: string): string | undefined {
  const dotted = DOTTED_BRANCH.exec(text);
  if (dotted !== null) {
    const rest = text.slice(dotted[0].length);
    return rest.length <= 20 && !/\d/.test(rest) ? dotted[1] : undefined;
  }
  const lettered = /^(.*\d\.\d+)-[a-z]?x(?:\.x)*(?:-[a-z]+)?$/i.exec(text);
  return lettered?.[1];
}

/** `6.4x`, `11.0x`, `10.1.3.5*`: a branch perhaps, a letter or a footnote perhaps. */
export const isDoubtful = (text: string): boolean => /\d[xX*]$|\*/.test(text) && branchOf(text) === undefined;

/** The branch that `1.1.1x` may mean; the bound after it shows whether it does. */
export const stemOf = (text: string): string | undefined => /^(.*\d)[xX*]$/.exec(text)?.[1];

/** First version after branch `start`: `4.2` → `4.3`, `V9` → `V10`; undefined when it does not end with a number. */
export function afterBranch(start: string): string | undefined {
  const parts = /^(.*?)(\d{1,15})$/.exec(start);
  const head = parts?.[1];
  const digits = parts?.[2];
  if (head === undefined || digits === undefined || /[A-Za-z]$/.test(head.slice(1))) return undefined;
  return head + String(Number(digits) + 1).padStart(digits.length, '0');
}

const bare = (text: string): string => text.toLowerCase().replace(/^v(?=\d)/, '');

/** Whether `version` lies in the branch that starts with `start`: 10.1.4, 10.1-h2 and 10.1R3 in 10.1, 10.11 not. */
export function isWithin(start: string, version: string): boolean {
  const a = bare(start);
  const b = bare(version);
  return b.startsWith(a) && (b.length === a.length || !/\d/.test(b[a.length] ?? ''));
}

/** Order of two versions by the dotted numbers they begin with: a check that bounds are not upside down. */
export function compareNumbers(a: string, b: string): number | undefined {
  const x = numbersOf(a);
  const y = numbersOf(b);
  if (x === undefined || y === undefined) return undefined;
  for (let i = 0; i < Math.max(x.length, y.length); i++) {
    const difference = (x[i] ?? 0) - (y[i] ?? 0);
    if (difference !== 0) return Math.sign(difference);
  }
  return 0;
}

function numbersOf(text: string): number[] | undefined {
  const found = /^[A-Za-z]{0,3}(\d{1,12}(?:\.\d{1,12}){0,9})/.exec(text);
  return found?.[1]?.split('.').map(Number);
}
