import { createReadStream } from 'node:fs';
import { resolve } from 'node:path';
import type { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { type ReadSystem, readAvis } from '@vigie/certfr';
import type { Command, Io } from './command.ts';
import { cliLocale } from './locale.ts';

const USAGE = {
  fr: `vigie certfr parse --stdin
vigie certfr parse FICHIER…

  --stdin    lit des avis ou alertes du CERT-FR : lignes JSON, tableau JSON ou document seul
  FICHIER…   les mêmes, aussi compressés (.gz)

  Rend une ligne JSON par système affecté : "reference", "description", "product", "ranges"
  (bornes telles qu’écrites), "cves" (celles de l’avis, sauf si la ligne en nomme), "status"
  (parsed lu, to_confirm à confirmer, none sans version), et selon le cas "vendor", "platforms",
  "phrase" (d’où viennent les bornes) et "notes".
  Code de sortie : 0, ou 2 si une entrée est illisible (nommée sur stderr).
`,
  en: `vigie certfr parse --stdin
vigie certfr parse FILE…

  --stdin    reads avis or alertes of CERT-FR: JSON lines, a JSON array or one document
  FILE…      the same, also compressed (.gz)

  Writes one JSON line per affected system: "reference", "description", "product", "ranges"
  (bounds as written), "cves" (those of the avis, unless the line names some), "status"
  (parsed, to_confirm, none), and where they apply "vendor", "platforms", "phrase" (where the
  bounds were read) and "notes".
  Exit code: 0, or 2 when an input cannot be read (named on stderr).
`,
};

const NOTES = {
  fr: { bad: 'pas un avis en JSON', long: 'trop long', file: 'fichier illisible' },
  en: { bad: 'not an avis in JSON', long: 'too long', file: 'cannot read the file' },
};
type Trouble = keyof (typeof NOTES)['fr'];

/** Longest line, and longest document of many lines. */
const MAX_LINE = 16 * 1024 ** 2;
const MAX_DOCUMENT = 256 * 1024 ** 2;

/** `vigie certfr`: version phrases of avis and alertes, without a database. */
export const certfr: Command = {
  name: 'certfr',
  summary: 'versions affectées des avis du CERT-FR / affected versions of CERT-FR avis',
  async run(argv, io) {
    const usage = USAGE[cliLocale(io.env)];
    if (argv.includes('--help') || argv.includes('-h')) {
      io.stdout.write(usage);
      return 0;
    }
    const [action, ...inputs] = argv;
    if (
      action !== 'parse' ||
      inputs.length === 0 ||
      inputs.some((each) => each.startsWith('-') && each !== '--stdin')
    ) {
      io.stderr.write(usage);
      return 2;
    }
    let bad = 0;
    for (const input of inputs) bad += await parseInput(input, io);
    return bad > 0 ? 2 : 0;
  },
};

/** Reads one input and returns how much of it was bad. */
async function parseInput(input: string, io: Io): Promise<number> {
  const name = input === '--stdin' ? 'stdin' : input;
  let bad = 0;
  const refuse = (line: number, trouble: Trouble): void => {
    bad++;
    if (bad <= 20) io.stderr.write(`vigie certfr: ${name}:${line}: ${NOTES[cliLocale(io.env)][trouble]}\n`);
  };
  try {
    const stream = input === '--stdin' ? io.stdin : openFile(resolve(io.cwd, input));
    for await (const document of documents(stream, refuse)) await writeSystems(document, io);
  } catch (error) {
    if (!isFileError(error)) throw error;
    refuse(0, 'file');
  }
  return bad;
}

function openFile(path: string): Readable {
  const file = createReadStream(path);
  if (!path.endsWith('.gz')) return file;
  const text = createGunzip();
  file.on('error', (error) => text.destroy(error));
  return file.pipe(text);
}

const isFileError = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && /^(?:E[A-Z]+|Z_[A-Z_]+)$/.test(String(error.code));

/** The avis of an input: one a line; or all of it, when its first line is not a whole document. */
async function* documents(
  stream: Readable,
  refuse: (line: number, trouble: Trouble) => void,
): AsyncGenerator<unknown[]> {
  let number = 0;
  let whole: string[] | undefined;
  let size = 0;
  let isFirst = true;
  for await (const line of linesOf(stream)) {
    number++;
    if (whole !== undefined) {
      size += line?.length ?? MAX_DOCUMENT;
      if (size > MAX_DOCUMENT) {
        refuse(number, 'long');
        return;
      }
      whole.push(line ?? '');
      continue;
    }
    if (line === undefined) {
      refuse(number, 'long');
      continue;
    }
    if (line.trim() === '') continue;
    const found = parse(line);
    if (found === undefined && isFirst) whole = [line];
    else if (found === undefined) refuse(number, 'bad');
    else yield found;
    isFirst = false;
  }
  if (whole === undefined) return;
  const found = parse(whole.join('\n'));
  if (found === undefined) yield* restOf(whole, refuse);
  else yield found;
}

/** The first line was bad, and the others stand for themselves. */
function* restOf(lines: string[], refuse: (line: number, trouble: Trouble) => void): Generator<unknown[]> {
  for (const [at, line] of lines.entries()) {
    if (line.trim() === '') continue;
    const found = parse(line);
    if (found === undefined) refuse(at + 1, 'bad');
    else yield found;
  }
}

/** Avis objects of a JSON text; undefined when it is none. */
function parse(text: string): unknown[] | undefined {
  try {
    const value: unknown = JSON.parse(text);
    const list = Array.isArray(value) ? value : [value];
    return list.every((each) => typeof each === 'object' && each !== null && !Array.isArray(each))
      ? list
      : undefined;
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof RangeError) return undefined;
    throw error;
  }
}

/** Lines without their ends; undefined for one that is too long. */
async function* linesOf(stream: Readable): AsyncGenerator<string | undefined> {
  const decoder = new TextDecoder();
  let pending = '';
  let isSkipping = false;
  for await (const chunk of stream) {
    const text = typeof chunk === 'string' ? chunk : decoder.decode(chunk as Buffer, { stream: true });
    const lines = text.split('\n');
    const last = lines.pop() ?? '';
    for (const line of lines) {
      yield isSkipping ? undefined : pending + line;
      pending = '';
      isSkipping = false;
    }
    if (!isSkipping) pending += last;
    if (pending.length > MAX_LINE) {
      pending = '';
      isSkipping = true;
    }
  }
  if (isSkipping) yield undefined;
  else if (pending !== '') yield pending;
}

async function writeSystems(avis: readonly unknown[], io: Io): Promise<void> {
  for (const document of avis) {
    const text = readAvis(document).systems.map(lineOf).join('');
    if (text !== '' && !io.stdout.write(text) && !io.stdout.destroyed)
      await new Promise<void>((done) => {
        io.stdout.once('drain', done);
        io.stdout.once('close', done);
      });
  }
}

function lineOf(system: ReadSystem): string {
  const { reference, description, product, ranges, cves, status, ...rest } = system;
  return `${JSON.stringify({ reference, description, product, ranges, cves, status, ...rest })}\n`;
}
