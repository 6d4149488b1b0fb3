import { defineScheme } from '../../define-scheme.ts';
import { type Count, compareCountLists, compareCounts, toCount } from '../../digits.ts';

interface FortiVersion {
  numbers: Count[];
  /** 0 alpha, 1 beta, 2 candidate, 3 released. */
  phase: number;
  phaseNumber: Count;
}

const PHASES = ['alpha', 'beta', 'rc', ''];
// v7.2.6,build1575,231010 (GA.F) · 7.2.6 build 1575 · 7.4.1.F · FortiOS-6K7K 7.0.12 · 6.0.18-beta2 · 5.4.0 patch 3
const SHAPE =
  /^(?:forti[a-z]{2,12}(?:-6k7k)? ?)?v?(\d+(?:\.\d+){0,4})(?:[-. ]?(alpha|beta|rc)[-. ]?(\d*)| ?(?:mr|patch|p) ?(\d+))?(?:[,. -]{1,2}(?:build|b)[- ]?\d+(?:,\d+)?)?(?:[. ]\(?(?:ga|[fm]|ga\.[fm]|feature|mature)\)?)?$/;

function parse(raw: string): FortiVersion | undefined {
  const found = SHAPE.exec(raw.trim().toLowerCase());
  if (found === null) return undefined;
  const [, numbers = '', phase = '', phaseNumber = '', patch] = found;
  const counts = numbers.split('.').map(toCount);
  return {
    // Before 5.6 the third number was written as a patch: `5.2 patch 3` is 5.2.3.
    numbers: patch === undefined ? counts : [counts[0] ?? 0, counts[1] ?? 0, toCount(patch)],
    phase: PHASES.indexOf(phase),
    phaseNumber: toCount(phaseNumber || '0'),
  };
}

export default defineScheme<FortiVersion>({
  id: 'fortios',
  aliases: ['fortinet', 'fortigate', 'fortiproxy', 'fortimanager', 'fortianalyzer', 'fortiweb'],
  purlTypes: [],
  ecosystems: [],
  norm: 'https://docs.fortinet.com/product/fortigate (the build number belongs to the version and does not order)',
  parse,
  compare: (a, b) =>
    compareCountLists(a.numbers, b.numbers) ||
    a.phase - b.phase ||
    compareCounts(a.phaseNumber, b.phaseNumber),
});
