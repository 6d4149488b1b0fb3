import { defineScheme } from '../../define-scheme.ts';
import { compareTokens, type Token, tokenise } from '../../tokens.ts';

function parse(raw: string): Token[] | undefined {
  const text = raw.trim();
  if (!/^[vr]?\d/i.test(text)) return undefined;
  return tokenise(text.replace(/^[vr](?=\d)/i, ''));
}

export default defineScheme<Token[]>({
  id: 'generic',
  aliases: ['custom', 'unknown', 'other', 'loose'],
  purlTypes: ['generic'],
  ecosystems: [],
  norm: 'best effort: no norm exists for versions of unknown origin',
  parse,
  compare: compareTokens,
});
