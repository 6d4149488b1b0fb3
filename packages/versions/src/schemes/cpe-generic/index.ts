import { defineScheme } from '../../define-scheme.ts';
import { compareText } from '../../digits.ts';
import { compareTokens, type Token, tokenise } from '../../tokens.ts';

interface CpeVersion {
  tokens: Token[];
  /** One digit a word: 1 when it is attached to a number. */
  attachments: string;
}

function parse(raw: string): CpeVersion | undefined {
  const text = raw.trim();
  if (!/^[vr]?\d/i.test(text)) return undefined;
  const words = text.matchAll(/(.?)[a-z]+/gi);
  const attachments = Array.from(words, ([, before = '']) => (/\d/.test(before) ? '1' : '0')).join('');
  return { tokens: tokenise(text.replace(/^[vr](?=\d)/i, '')), attachments };
}

export default defineScheme<CpeVersion>({
  id: 'cpe-generic',
  aliases: ['cpe', 'smartvercmp'],
  purlTypes: [],
  ecosystems: [],
  norm: 'best effort over the versions of CPE names; nvdtools tells 5-a1 from 5a1, the scheme `generic` does not',
  parse,
  compare: (a, b) => compareTokens(a.tokens, b.tokens) || compareText(a.attachments, b.attachments),
});
