import { compareVersions, isVersion, schemeNamed } from '../compare.ts';
import { joinAlternatives } from './alternatives.ts';
import { type Comparator, type Constraint, formatVers, MAX_CONSTRAINTS, MAX_VERS_LENGTH } from './vers.ts';

/** Reads one alternative of a native range; `undefined` when it is not one. */
type Reader = (text: string) => Constraint[] | undefined;

const TERM = /\s*(~>|~=|>=|<=|==|!=|[=<>^~])?\s*([^\s,|<>=^~]+)\s*,?/y;
const OPERATORS: Readonly<Record<string, Comparator>> = { '==': '=' };

const at = (comparator: Comparator, version: string): Constraint => ({ comparator, version });

/** Splits `>=1.0 <2.0, 3.0` into operator and version pairs. */
function terms(text: string): [operator: string, version: string][] | undefined {
  const found: [string, string][] = [];
  TERM.lastIndex = 0;
  while (TERM.lastIndex < text.length) {
    const from = TERM.lastIndex;
    const term = TERM.exec(text);
    if (term === null) return text.slice(from).trim() === '' ? found : undefined;
    if (found.length === MAX_CONSTRAINTS) return undefined;
    found.push([term[1] ?? '', term[2] ?? '']);
  }
  return found;
}

/** Reads terms whose special operators `special` expands. */
function reader(special: (operator: string, version: string) => Constraint[] | undefined): Reader {
  return (text) => {
    const found = terms(text);
    if (found === undefined) return undefined;
    const constraints: Constraint[] = [];
    for (const [operator, version] of found) {
      const expanded = special(operator, version) ?? plain(operator, version);
      if (expanded === undefined) return undefined;
      constraints.push(...expanded);
    }
    return constraints;
  };
}

function plain(operator: string, version: string): Constraint[] | undefined {
  // A star that no reader has taken for a branch is no version, though some orders would read it as one.
  if (['^', '~', '~>', '~='].includes(operator) || version.includes('*')) return undefined;
  return [at(OPERATORS[operator] ?? ((operator || '=') as Comparator), version)];
}

/** The numbers before any label. */
function numbersOf(version: string): number[] {
  return (/^\d+(?:\.\d+)*/.exec(version)?.[0] ?? '').split('.').map(Number);
}

/** The version after the `keep` first numbers: 1.6.5, 2 → 1.7. */
function bump(version: string, keep: number): string {
  const numbers = numbersOf(version).slice(0, keep);
  while (numbers.length < keep) numbers.push(0);
  numbers[keep - 1] = (numbers[keep - 1] ?? 0) + 1;
  return numbers.join('.');
}

function pad(version: string): string {
  const found = /^(\d+(?:\.\d+)*)(.*)$/s.exec(version);
  if (found === null) return version;
  const numbers = (found[1] ?? '').split('.');
  while (numbers.length < 3) numbers.push('0');
  return `${numbers.join('.')}${found[2]}`;
}

/** How many numbers a caret keeps: up to the first that is not zero. */
function caretKeeps(version: string): number {
  const first = numbersOf(version).findIndex((number) => number !== 0);
  return first < 0 ? 1 : first + 1;
}

const readNpmTerm = (operator: string, raw: string): Constraint[] | undefined => {
  const version = raw.replace(/^[vV]/, '');
  // vers-spec's suite reads `>= 2.2.x` as the branch 2.2, too.
  const branch = /^(\d+(?:\.\d+)?)\.[xX*]$/.exec(version)?.[1];
  if (branch !== undefined)
    return [at('>=', pad(branch)), at('<', pad(bump(branch, branch.split('.').length)))];
  const full = pad(version);
  if (operator === '^') return [at('>=', full), at('<', pad(bump(full, caretKeeps(version))))];
  if (operator !== '~') return plain(operator, full);
  const label = full.indexOf('-');
  if (label < 0) return [at('>=', full), at('<', pad(bump(full, Math.min(2, version.split('.').length))))];
  // As its suite expands a tilde on a pre-release: its own pre-releases, then the one patch.
  const release = full.slice(0, label);
  return [at('>=', full), at('<', release), at('>=', release), at('<', bump(release, 3))];
};

const readNpm: Reader = (text) => {
  const span = /^\s*v?(\d\S*)\s+-\s+v?(\d\S*)\s*$/.exec(text);
  if (span !== null) return [at('>=', pad(span[1] ?? '')), at('<=', pad(span[2] ?? ''))];
  return reader(readNpmTerm)(text);
};

/** As npm, but for a tilde on two numbers, whose last may grow: `~1.2` ends before 2.0. */
const readComposer: Reader = (text) =>
  /-\s/.test(text)
    ? readNpm(text)
    : reader((operator, raw) => {
        const version = raw.replace(/^[vV]/, '');
        if (operator !== '~' || /[.][xX*]$/.test(version)) return readNpmTerm(operator, raw);
        return [
          at('>=', pad(version)),
          at('<', pad(bump(version, Math.max(1, numbersOf(version).length - 1)))),
        ];
      })(text);

/** As npm, but a version without operator has a caret. */
const readCargo = reader((operator, raw) =>
  readNpmTerm(operator === '' && !/[.][xX*]$/.test(raw) ? '^' : operator, raw),
);

const readConanTerms = reader((operator, raw) => {
  if (/^\*-?$/.test(raw)) return [at('>=', '0.0.0')];
  const version = raw.replace(/-$/, '');
  const dots = numbersOf(version).length;
  if (operator === '^') return [at('>=', version), at('<', `${bump(version, caretKeeps(version))}-`)];
  if (operator === '~') return [at('>=', version), at('<', `${bump(version, Math.min(2, dots))}-`)];
  return plain(operator, version);
});

/** The option does not change the bounds. */
const readConan: Reader = (text) => readConanTerms(text.replace(/,\s*include_prerelease\S*\s*$/, ''));

/** `~>2.0.8` and `~=2.0.8`: the last number may grow. PEP 440 has branches: `==1.4.*`, its pre-releases included. */
const readPessimistic = reader((operator, version) => {
  const branch = /^(\d+(?:\.\d+)*)\.\*$/.exec(version)?.[1];
  if (branch !== undefined && (operator === '==' || operator === ''))
    return [at('>=', `${branch}.dev0`), at('<', `${bump(branch, branch.split('.').length)}.dev0`)];
  if (operator !== '~>' && operator !== '~=') return undefined;
  return [at('>=', version), at('<', bump(version, Math.max(1, numbersOf(version).length - 1)))];
});

/** `[1.0,2.0),[3.0,4.0]`: intervals side by side are alternatives. */
const readIntervals: Reader = (text) => {
  const constraints: Constraint[] = [];
  for (const part of text.split(/(?<=[\])])\s?,/)) {
    const found = readInterval(part);
    if (found === undefined) return undefined;
    constraints.push(...found);
  }
  return constraints;
};

/** The interval notation of NuGet and Maven; a bare version means "at least" to NuGet. */
const readInterval: Reader = (text) => {
  const bare = text.replace(/\s+/g, '');
  const open = bare[0] ?? '';
  const close = bare.at(-1) ?? '';
  if (!'[('.includes(open) || open === '')
    return /^\s*[\w.+-]+\s*$/.test(text) ? [at('>=', bare)] : reader(() => undefined)(text);
  const [low = '', high, ...more] = bare.slice(1, -1).split(',', 3);
  if (bare.length < 2 || !'])'.includes(close) || more.length > 0) return undefined;
  if (high === undefined) return open === '[' && close === ']' && low !== '' ? [at('=', low)] : undefined;
  const constraints: Constraint[] = [];
  if (low !== '') constraints.push(at(open === '[' ? '>=' : '>', low));
  if (high !== '') constraints.push(at(close === ']' ? '<=' : '<', high));
  return constraints;
};

/** nginx.org writes `1.5.0+, 1.4.1+` and `0.7.52-0.8.39`; branches with an even second number end with themselves. */
const readNginx: Reader = (text) => {
  const constraints: Constraint[] = [];
  for (const part of text.split(',').map((piece) => piece.trim())) {
    const span = /^([\d.]+)-([\d.]+)$/.exec(part);
    const from = /^([\d.]+)\+$/.exec(part)?.[1];
    if (span !== null) constraints.push(at('>=', span[1] ?? ''), at('<=', span[2] ?? ''));
    else if (from !== undefined) {
      constraints.push(at('>=', from));
      if ((numbersOf(from)[1] ?? 0) % 2 === 0) constraints.push(at('<', pad(bump(from, 2))));
    } else if (/^[\d.]+$/.test(part)) constraints.push(at('=', part));
    else return undefined;
  }
  return constraints;
};

const readers: Readonly<Record<string, Reader>> = {
  npm: readNpm,
  conan: readConan,
  gem: readPessimistic,
  pypi: readPessimistic,
  hex: readPessimistic,
  // Debian writes its strict operators twice.
  deb: (text) => reader(() => undefined)(text.replace(/<</g, '<').replace(/>>/g, '>')),
  composer: readComposer,
  cargo: readCargo,
  nuget: readIntervals,
  maven: readIntervals,
  nginx: readNginx,
};

/** `>=1.5 <=1.5` is 1.5; `vers:` has no place for two constraints at one version. */
function exact(scheme: string, [low, high, ...more]: readonly Constraint[]): Constraint[] | undefined {
  if (low?.comparator !== '>=' || high?.comparator !== '<=' || more.length > 0) return undefined;
  return compareVersions(scheme, low.version, high.version) === 0 ? [at('=', low.version)] : undefined;
}

/**
 * Rewrites a package manager's own range as `vers:`: `^1.2.9` of npm → `vers:npm/>=1.2.9|<2.0.0`.
 *
 * @returns `undefined` when the scheme is unknown or the text is not a range that is understood. Never throws.
 */
export function versOfNative(scheme: string, text: string): string | undefined {
  if (text.length > MAX_VERS_LENGTH || schemeNamed(scheme) === undefined) return undefined;
  const bare = text.replace(/\s+/g, ' ').trim();
  if (bare === '*' && scheme !== 'conan') return `vers:${scheme}/*`;
  const read = (Object.hasOwn(readers, scheme) && readers[scheme]) || reader(() => undefined);
  const alternatives: Constraint[][] = [];
  for (const alternative of bare.split('||')) {
    if (alternative.trim() === '') continue;
    const found = read(alternative);
    if (found === undefined) return undefined;
    alternatives.push(exact(scheme, found) ?? found);
  }
  const constraints = alternatives.flat();
  if (
    constraints.length === 0 ||
    constraints.length > MAX_CONSTRAINTS ||
    !constraints.every(({ version }) => isVersion(scheme, version))
  )
    return undefined;
  const joined = joinAlternatives(scheme, alternatives);
  return joined && formatVers({ scheme, constraints: joined });
}
