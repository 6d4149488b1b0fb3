import {
  compareVersions,
  inRange,
  isVersion,
  MAX_VERSION_LENGTH,
  parseVersLoosely,
  resolveScheme,
  schemeNamed,
  schemes,
  versOfNative,
} from '@vigie/versions';
import type { Command, Io } from './command.ts';
import { type Answer, answerLines, type Row, textField } from './json-lines.ts';
import { cliLocale } from './locale.ts';

const USAGE = {
  fr: `vigie versions compare ORDRE A B
vigie versions compare --stdin
vigie versions in [--scheme ORDRE] PLAGE VERSION
vigie versions in --stdin
vigie versions schemes

  compare    écrit <, = ou > ; --stdin lit des lignes JSON {"scheme","a","b"} et rend chacune avec "cmp" (-1, 0, 1)
             ou "error"
  in         écrit true ou false ; PLAGE est vers:… ou, avec --scheme, la plage du gestionnaire de paquets (^1.2.9) ;
             --stdin lit des lignes JSON {"range","version"} (et "scheme") et rend chacune avec "in" ou "error"
  schemes    les ordres connus et leurs autres noms, en lignes JSON
  ORDRE      deb, rpm, pypi… ou un type de purl, un écosystème OSV (Debian:12, crates.io), un nom de vers:

  Codes de sortie. compare : 0, ou 2 si la réponse n’existe pas (nommée sur stderr). in : 0 dedans, 1 dehors, 2 si cela
  ne peut être dit. --stdin : 0, ou 2 si une ligne est illisible ; une ligne lue mais sans réponse porte "error".
`,
  en: `vigie versions compare SCHEME A B
vigie versions compare --stdin
vigie versions in [--scheme SCHEME] RANGE VERSION
vigie versions in --stdin
vigie versions schemes

  compare    writes <, = or >; --stdin reads JSON lines {"scheme","a","b"} and gives each back with "cmp" (-1, 0, 1)
             or "error"
  in         writes true or false; RANGE is vers:… or, with --scheme, the package manager's own (^1.2.9);
             --stdin reads JSON lines {"range","version"} (and "scheme") and gives each back with "in" or "error"
  schemes    the known orders and their other names, as JSON lines
  SCHEME     deb, rpm, pypi… or a purl type, an OSV ecosystem (Debian:12, crates.io), a vers: name

  Exit codes. compare: 0, or 2 when there is no answer (named on stderr). in: 0 inside, 1 outside, 2 when it cannot be
  said. --stdin: 0, or 2 when a line cannot be read; a line that was read but has no answer carries "error".
`,
};

const SIGNS = { '-1': '<', '0': '=', '1': '>' } as const;

/** Texts from outside are shown cut, and without what could move a terminal's cursor. */
const shown = (text: string): string => JSON.stringify(text.length > 80 ? `${text.slice(0, 80)}…` : text);

const unknownScheme = (name: string): string => `unknown scheme ${shown(name)}; known: ${schemes.join(', ')}`;

function notVersion(scheme: string, text: string): string {
  if (text.length > MAX_VERSION_LENGTH) return `longer than ${MAX_VERSION_LENGTH} characters: ${shown(text)}`;
  return `not a version of ${scheme}: ${shown(text)}`;
}

type Compared = { cmp: -1 | 0 | 1 } | { error: string };

function compare(name: string, a: string, b: string): Compared {
  const scheme = resolveScheme(name);
  if (scheme === undefined) return { error: unknownScheme(name) };
  const cmp = compareVersions(scheme, a, b);
  if (cmp !== undefined) return { cmp };
  return { error: notVersion(scheme, isVersion(scheme, a) ? b : a) };
}

function compareRow(row: Row): Answer {
  const scheme = textField(row, 'scheme');
  if ('wrong' in scheme) return scheme.wrong;
  const a = textField(row, 'a');
  if ('wrong' in a) return a.wrong;
  const b = textField(row, 'b');
  return 'wrong' in b ? b.wrong : compare(scheme.text, a.text, b.text);
}

/** The range in `vers:`; a native one needs its scheme. */
function toVers(range: string, name: string | undefined): { vers: string } | { error: string } {
  if (/^\s*vers:/.test(range)) return { vers: range };
  if (name === undefined) return { error: `not a vers: range, and no scheme to read it by: ${shown(range)}` };
  const scheme = resolveScheme(name);
  if (scheme === undefined) return { error: unknownScheme(name) };
  // Some names have a range notation of their own (nginx) but the order of another.
  const vers = versOfNative(name.toLowerCase(), range) ?? versOfNative(scheme, range);
  return vers === undefined ? { error: `not a range of ${scheme}: ${shown(range)}` } : { vers };
}

function isIn(range: string, version: string, name: string | undefined): { in: boolean } | { error: string } {
  const read = toVers(range, name);
  if ('error' in read) return read;
  const vers = parseVersLoosely(read.vers);
  if (vers === undefined) return { error: `not a vers: range: ${shown(range)}` };
  const found = inRange(vers, version);
  if (found !== undefined) return { in: found };
  const scheme = schemeNamed(vers.scheme);
  if (scheme === undefined) return { error: unknownScheme(vers.scheme) };
  const bad = [version, ...vers.constraints.map((one) => one.version)].find(
    (text) => !isVersion(scheme.id, text),
  );
  return { error: notVersion(scheme.id, bad ?? version) };
}

function isInRow(row: Row): Answer {
  const range = textField(row, 'range');
  if ('wrong' in range) return range.wrong;
  const version = textField(row, 'version');
  if ('wrong' in version) return version.wrong;
  return isIn(range.text, version.text, typeof row.scheme === 'string' ? row.scheme : undefined);
}

function runCompare(words: readonly string[], io: Io): number | undefined {
  const [scheme, a, b] = words;
  if (scheme === undefined || a === undefined || b === undefined || words.length > 3) return undefined;
  const found = compare(scheme, a, b);
  if ('error' in found) {
    io.stderr.write(`vigie versions compare: ${found.error}\n`);
    return 2;
  }
  io.stdout.write(`${SIGNS[`${found.cmp}`]}\n`);
  return 0;
}

function runIn(words: readonly string[], io: Io): number | undefined {
  const hasScheme = words[0] === '--scheme';
  const [range, version, ...more] = hasScheme ? words.slice(2) : words;
  if (range === undefined || version === undefined || more.length > 0) return undefined;
  const found = isIn(range, version, hasScheme ? words[1] : undefined);
  if ('error' in found) {
    io.stderr.write(`vigie versions in: ${found.error}\n`);
    return 2;
  }
  io.stdout.write(`${found.in}\n`);
  return found.in ? 0 : 1;
}

function listSchemes(io: Io): number {
  for (const id of schemes) {
    const { aliases = [], purlTypes = [], ecosystems = [], norm = '' } = schemeNamed(id) ?? {};
    io.stdout.write(`${JSON.stringify({ scheme: id, aliases, purlTypes, ecosystems, norm })}\n`);
  }
  return 0;
}

/** `vigie versions`: orders and ranges of versions, without a database. */
export const versions: Command = {
  name: 'versions',
  summary: 'comparer des versions, les situer dans une plage / compare versions, test them against ranges',
  async run(argv, io) {
    const usage = USAGE[cliLocale(io.env)];
    const [verb, ...words] = argv;
    if (verb === '--help' || verb === '-h' || words.at(-1) === '--help' || words.at(-1) === '-h') {
      io.stdout.write(usage);
      return 0;
    }
    const isStream = words.length === 1 && words[0] === '--stdin';
    let code: number | undefined;
    if (verb === 'compare')
      code = isStream ? await answerLines('versions compare', io, compareRow) : runCompare(words, io);
    else if (verb === 'in')
      code = isStream ? await answerLines('versions in', io, isInRow) : runIn(words, io);
    else if (verb === 'schemes' && words.length === 0) code = listSchemes(io);
    if (code === undefined) io.stderr.write(usage);
    return code ?? 2;
  },
};
