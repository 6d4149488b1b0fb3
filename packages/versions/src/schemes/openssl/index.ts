import { defineScheme } from '../../define-scheme.ts';
import { type Count, compareCountLists, compareCounts, compareText, toCount } from '../../digits.ts';

interface OpensslVersion {
  numbers: Count[];
  /** Patch letters of the branches before 3.0: 1.0.2z < 1.0.2za. */
  letters: string;
  /** 0 dev, 1 alpha, 2 beta, 3 pre, 4 released. */
  phase: number;
  phaseNumber: Count;
}

const PHASES = ['dev', 'alpha', 'beta', 'pre'];
const SHAPE =
  /^(?:openssl[ -])?v?(\d+(?:\.\d+){0,3})([a-z]{0,8})(?:-fips)?(?:-(dev|alpha|beta|pre)-?(\d*))?$/;

function parse(raw: string): OpensslVersion | undefined {
  const found = SHAPE.exec(raw.trim().toLowerCase());
  if (found === null) return undefined;
  const [, numbers = '', letters = '', phase, phaseNumber = ''] = found;
  return {
    numbers: numbers.split('.').map(toCount),
    letters,
    phase: phase === undefined ? PHASES.length : PHASES.indexOf(phase),
    phaseNumber: toCount(phaseNumber || '0'),
  };
}

export default defineScheme<OpensslVersion>({
  id: 'openssl',
  purlTypes: ['openssl'],
  ecosystems: [],
  norm: 'https://openssl-library.org/policies/releasestrat/',
  parse,
  compare: (a, b) =>
    compareCountLists(a.numbers, b.numbers) ||
    a.letters.length - b.letters.length ||
    compareText(a.letters, b.letters) ||
    a.phase - b.phase ||
    compareCounts(a.phaseNumber, b.phaseNumber),
});
