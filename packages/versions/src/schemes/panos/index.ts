import { defineScheme } from '../../define-scheme.ts';
import { type Count, compareCountLists, compareCounts, toCount } from '../../digits.ts';

interface PanosVersion {
  numbers: Count[];
  /** 0 beta (`-b5`), 1 candidate (`-c12`), 2 released, 3 hotfix (`-h1`). */
  phase: number;
  phaseNumber: Count;
}

const PHASES = ['b', 'c', '', 'h'];
// Products beside PAN-OS (GlobalProtect, Cortex XDR) follow the same order; NVD joins the hotfix with a colon.
const SHAPE =
  /^(?:pan-?os )?v?(\d+(?:\.\d+){0,4})(?:(?:[-:._ ]|-?(?=h))(?:(b|c|h|hotfix|hf)[- ]?(\d+)))?(?:\.xfr)?$/;

function parse(raw: string): PanosVersion | undefined {
  const found = SHAPE.exec(raw.trim().toLowerCase());
  if (found === null) return undefined;
  const [, numbers = '', word = '', number = '0'] = found;
  return {
    numbers: numbers.split('.').map(toCount),
    phase: PHASES.indexOf(word.startsWith('h') ? 'h' : word),
    phaseNumber: toCount(number),
  };
}

export default defineScheme<PanosVersion>({
  id: 'panos',
  aliases: ['pan-os', 'paloalto', 'palo-alto', 'palo-alto-networks'],
  purlTypes: [],
  ecosystems: [],
  norm: 'https://docs.paloaltonetworks.com/pan-os (a hotfix 10.2.9-h1 follows its release 10.2.9)',
  parse,
  compare: (a, b) =>
    compareCountLists(a.numbers, b.numbers) ||
    a.phase - b.phase ||
    compareCounts(a.phaseNumber, b.phaseNumber),
});
