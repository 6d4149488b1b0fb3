import { defineScheme } from '../../define-scheme.ts';
import { type Count, compareCounts, compareText, toCount } from '../../digits.ts';
import { compareLegacy, parseLegacy } from './legacy.ts';

interface PypiVersion {
  epoch: Count;
  /** Without trailing zeros: 1.0 = 1.0.0. */
  release: Count[];
  /** Rank of the phase: dev only 0, a 1, b 2, rc 3, released 4. */
  phase: number;
  pre: Count;
  /** -1: no post-release. */
  post: Count;
  /** Infinity: not a development release. */
  dev: Count;
  local: (Count | { text: string })[] | undefined;
  /** Set for a version from before PEP 440; the rest is then empty. */
  legacy?: string[];
}

// PEP 440, appendix B, with each separator optional; no two parts can match the same text, so it is linear.
const SHAPE =
  /^v?(?:(\d+)!)?(\d+(?:\.\d+)*)(?:[-_.]?(alpha|beta|preview|pre|a|b|c|rc)[-_.]?(\d*))?(?:-(\d+)|[-_.]?(post|rev|r)[-_.]?(\d*))?(?:[-_.]?(dev)[-_.]?(\d*))?(?:\+([a-z0-9]+(?:[-_.][a-z0-9]+)*))?$/;
const PHASES: Readonly<Record<string, number>> = {
  a: 1,
  alpha: 1,
  b: 2,
  beta: 2,
  c: 3,
  rc: 3,
  pre: 3,
  preview: 3,
};
const RELEASED = 4;
const NEVER = Number.POSITIVE_INFINITY;
const NO_VERSION: PypiVersion = {
  epoch: -1,
  release: [],
  phase: 0,
  pre: 0,
  post: -1,
  dev: NEVER,
  local: undefined,
};

function readRelease(text: string): Count[] {
  const numbers = text.split('.').map(toCount);
  while (numbers.length > 1 && numbers.at(-1) === 0) numbers.pop();
  return numbers;
}

function parse(raw: string): PypiVersion | undefined {
  const text = raw.trim().toLowerCase();
  const found = SHAPE.exec(text);
  if (found === null) {
    const legacy = parseLegacy(text);
    return legacy && { ...NO_VERSION, legacy };
  }
  const [, epoch, release = '', phase, pre = '', dashPost, postWord, post = '', devWord, dev = '', local] =
    found;
  const isPost = dashPost !== undefined || postWord !== undefined;
  const bareDev = phase === undefined && !isPost && devWord !== undefined;
  return {
    epoch: toCount(epoch ?? '0'),
    release: readRelease(release),
    phase: bareDev ? 0 : phase === undefined ? RELEASED : (PHASES[phase] ?? RELEASED),
    pre: toCount(pre || '0'),
    post: isPost ? toCount((dashPost ?? post) || '0') : -1,
    dev: devWord === undefined ? NEVER : toCount(dev || '0'),
    local: local?.split(/[-_.]/).map((part) => (/^\d+$/.test(part) ? toCount(part) : { text: part })),
  };
}

function compareReleases(a: readonly Count[], b: readonly Count[]): number {
  for (let i = 0; i < a.length && i < b.length; i++) {
    const order = compareCounts(a[i] ?? 0, b[i] ?? 0);
    if (order !== 0) return order;
  }
  return a.length - b.length;
}

/** No local part first; then a shorter one, texts before numbers. */
function compareLocals(a: PypiVersion['local'], b: PypiVersion['local']): number {
  if (a === undefined || b === undefined) return (a === undefined ? 0 : 1) - (b === undefined ? 0 : 1);
  for (let i = 0; i < a.length && i < b.length; i++) {
    const x = a[i] ?? 0;
    const y = b[i] ?? 0;
    if (typeof x === 'object') {
      if (typeof y !== 'object') return -1;
      const order = compareText(x.text, y.text);
      if (order !== 0) return order;
    } else if (typeof y === 'object') return 1;
    else {
      const order = compareCounts(x, y);
      if (order !== 0) return order;
    }
  }
  return a.length - b.length;
}

export default defineScheme<PypiVersion>({
  id: 'pypi',
  aliases: ['python', 'pep440', 'pep-440', 'pip'],
  purlTypes: ['pypi'],
  ecosystems: ['PyPI'],
  norm: 'https://packaging.python.org/en/latest/specifications/version-specifiers/',
  parse,
  compare: (a, b) =>
    compareCounts(a.epoch, b.epoch) ||
    compareReleases(a.release, b.release) ||
    a.phase - b.phase ||
    compareCounts(a.pre, b.pre) ||
    compareCounts(a.post, b.post) ||
    // `Infinity` takes part in comparisons, not in subtractions.
    (a.dev === b.dev ? 0 : compareDevs(a.dev, b.dev)) ||
    compareLocals(a.local, b.local) ||
    (a.legacy && b.legacy ? compareLegacy(a.legacy, b.legacy) : 0),
});

function compareDevs(a: Count, b: Count): number {
  if (a === NEVER) return 1;
  return b === NEVER ? -1 : compareCounts(a, b);
}
