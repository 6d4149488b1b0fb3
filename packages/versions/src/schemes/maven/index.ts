import { defineScheme } from '../../define-scheme.ts';
import { compareCounts, compareText } from '../../digits.ts';
import { DASH_NUMBER, DASH_WORD, DOT_NUMBER, DOT_WORD, RELEASED, type Token, tokenise } from './tokens.ts';

/** What a missing token counts as beside one of that kind. */
const MISSING: Readonly<Record<Token['kind'], Token>> = {
  [DOT_WORD]: { kind: DOT_WORD, value: RELEASED, word: '' },
  [DASH_WORD]: { kind: DASH_WORD, value: RELEASED, word: '' },
  [DASH_NUMBER]: { kind: DASH_WORD, value: RELEASED, word: '' },
  [DOT_NUMBER]: { kind: DOT_NUMBER, value: 0, word: '' },
};

/**
 * Of two words with different prefixes, one before the release and one after it stay on their sides of it; by the letter
 * of the norm `1-rc` < `1` < `1.sp` < `1-rc` would turn in a circle.
 */
function sides(x: Token, y: Token): number {
  if (x.kind > DASH_WORD || y.kind > DASH_WORD) return 0;
  return Math.sign(compareCounts(x.value, RELEASED)) - Math.sign(compareCounts(y.value, RELEASED));
}

function compare(a: readonly Token[], b: readonly Token[]): number {
  const length = Math.max(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const x = a[i] ?? MISSING[b[i]?.kind ?? DOT_NUMBER];
    const y = b[i] ?? MISSING[a[i]?.kind ?? DOT_NUMBER];
    if (x.kind === y.kind) {
      const order = compareCounts(x.value, y.value) || compareText(x.word, y.word);
      if (order !== 0) return order;
    } else return sides(x, y) || x.kind - y.kind;
  }
  return 0;
}

export default defineScheme<Token[]>({
  id: 'maven',
  aliases: ['mvn'],
  purlTypes: ['maven'],
  ecosystems: ['Maven'],
  norm: 'https://maven.apache.org/pom.html#Version_Order_Specification',
  parse(raw) {
    const text = raw.trim().toLowerCase();
    return text === '' || /\s/.test(text) ? undefined : tokenise(text);
  },
  compare,
});
