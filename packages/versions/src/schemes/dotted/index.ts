import { defineScheme } from '../../define-scheme.ts';
import { compareTokens, type Token, tokenise } from '../../tokens.ts';

// After a space only words that belong to a version: `4.5.4.2627 build 20231225`, never `10.2 and earlier`.
const WORD = '(?:build|update|patch|hotfix|take|sp|service pack|rev|mr|cu|hf|u|p|r)';
const SHAPE = new RegExp(
  `^(?:v|r|version |release )?\\d[0-9a-z.()[\\]_:+/-]*(?: \\(?(?:${WORD}[ -]?)?\\d[0-9a-z.-]*\\)?){0,3}$`,
  'i',
);

function parse(raw: string): Token[] | undefined {
  const text = raw.trim();
  if (!SHAPE.test(text)) return undefined;
  const bare = text.replace(/^(?:version|release|v|r)\s*/i, '');
  // Junos: the spin of 21.4R3.11 is a detail of R3, which comes before 21.4R3-S1.
  return tokenise(bare.replace(/^(\d+\.\d+r\d+)\.\d+$/i, '$1'));
}

export default defineScheme<Token[]>({
  id: 'dotted',
  aliases: ['dotted-numeric', 'appliance', 'numeric'],
  purlTypes: [],
  ecosystems: [],
  norm: 'https://docs.paloaltonetworks.com/pan-os (hotfix -hN), https://www.cisco.com (trains 15.2(7)E), https://learn.microsoft.com/windows/release-health (builds)',
  parse,
  compare: compareTokens,
});
