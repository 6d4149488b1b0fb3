import { defineScheme } from '../../define-scheme.ts';

/** By the bytes of UTF-8, which is the order of code points (and not of UTF-16 units). */
function compare(a: string, b: string): number {
  for (let i = 0; i < a.length && i < b.length; ) {
    const x = a.codePointAt(i) ?? 0;
    const y = b.codePointAt(i) ?? 0;
    if (x !== y) return x - y;
    i += x > 0xffff ? 2 : 1;
  }
  return a.length - b.length;
}

export default defineScheme<string>({
  id: 'lexicographic',
  purlTypes: [],
  ecosystems: [],
  norm: 'https://github.com/package-url/vers-spec',
  parse: (text) => text,
  compare,
});
