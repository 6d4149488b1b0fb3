import { defineScheme } from '../../define-scheme.ts';
import { type Count, compareCountLists, toCount } from '../../digits.ts';

const SHAPE = /^v?(\d+(?:\.\d+)*)/i;

export default defineScheme<Count[]>({
  id: 'intdot',
  aliases: ['int-dot', 'integers'],
  purlTypes: [],
  ecosystems: [],
  norm: 'https://github.com/package-url/vers-spec (intdot: what follows the numbers does not count)',
  parse: (raw) => SHAPE.exec(raw.trim())?.[1]?.split('.').map(toCount),
  compare: compareCountLists,
});
