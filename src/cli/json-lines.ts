import { isUtf8 } from 'node:buffer';
import { once } from 'node:events';
import type { Io } from './command.ts';
import { cliLocale } from './locale.ts';

/** A line of input that was read: a JSON object. */
export type Row = Record<string, unknown>;

/** What a command says of one row: fields to add to it, or a text about a row that it cannot read. */
export type Answer = Row | string;

/** Longest line that is read. */
export const MAX_LINE_BYTES = 1024 ** 2;
/** Bad lines that are named one by one on stderr; the others are counted. */
const MAX_NAMED = 20;

const NOTES = {
  fr: {
    'too-long': `ligne de plus de ${MAX_LINE_BYTES} octets`,
    encoding: 'pas de l’UTF-8',
    json: 'pas un objet JSON',
    more: (n: number) => `et ${n} autres lignes illisibles`,
  },
  en: {
    'too-long': `line of more than ${MAX_LINE_BYTES} bytes`,
    encoding: 'not UTF-8',
    json: 'not a JSON object',
    more: (n: number) => `and ${n} more unreadable lines`,
  },
};

/** A line of input: its text, or why there is none. */
type Line = string | { unread: 'too-long' | 'encoding' };
const TOO_LONG: Line = { unread: 'too-long' };
const NO_UTF8: Line = { unread: 'encoding' };

/** The text of field `name`; else what is wrong with it. */
export function textField(row: Row, name: string): { text: string } | { wrong: string } {
  const value = Object.hasOwn(row, name) ? row[name] : undefined;
  return typeof value === 'string' ? { text: value } : { wrong: `"${name}" must be a text` };
}

/**
 * Answers JSON lines of standard input one by one, in order: each object comes back with the fields of its answer. A
 * line that cannot be read is answered by `{"line":N,"error":"…"}`, named on stderr, and the rest goes on.
 *
 * @returns exit code: 0, or 2 when a line could not be read.
 */
export async function answerLines(name: string, io: Io, answer: (row: Row) => Answer): Promise<number> {
  const write = blockWriter(io);
  const notes = NOTES[cliLocale(io.env)];
  let line = 0;
  let bad = 0;
  const refuse = (text: string, said: string, row: Row = {}): string => {
    bad++;
    if (bad <= MAX_NAMED) io.stderr.write(`vigie ${name}: stdin:${line}: ${said}\n`);
    return `${JSON.stringify({ ...row, line, error: text })}\n`;
  };
  const reply = (text: Line): string => {
    line++;
    if (typeof text !== 'string') return refuse(NOTES.en[text.unread], notes[text.unread]);
    const trimmed = text.trim();
    if (trimmed === '') return '';
    try {
      const row: unknown = JSON.parse(trimmed);
      if (typeof row !== 'object' || row === null || Array.isArray(row))
        return refuse(NOTES.en.json, notes.json);
      const found = answer(row as Row);
      if (typeof found === 'string') return refuse(found, found, row as Row);
      return `${JSON.stringify({ ...row, ...found })}\n`;
    } catch (error) {
      // RangeError: objects within objects, too deep to be written again.
      if (error instanceof SyntaxError || error instanceof RangeError)
        return refuse(NOTES.en.json, notes.json);
      throw error;
    }
  };
  for await (const block of blocksOfLines(io.stdin)) {
    let out = '';
    for (const text of block) out += reply(text);
    if (out !== '' && !(await write(out))) break;
    showProgress(io, line);
  }
  if (bad > MAX_NAMED) io.stderr.write(`vigie ${name}: ${notes.more(bad - MAX_NAMED)}\n`);
  return bad > 0 ? 2 : 0;
}

/** Lines in blocks as they come, each without its end. */
async function* blocksOfLines(input: AsyncIterable<Buffer | string>): AsyncGenerator<Line[]> {
  let pending: Buffer[] = [];
  let size = 0;
  let skipping = false;
  let isFirst = true;
  for await (const raw of input) {
    const chunk = typeof raw === 'string' ? Buffer.from(raw) : raw;
    const end = chunk.lastIndexOf(10);
    if (end >= 0) {
      const whole = Buffer.concat([...pending, chunk.subarray(0, end)]);
      const lines = splitBlock(isFirst ? withoutMark(whole) : whole);
      if (skipping) lines[0] = TOO_LONG;
      isFirst = false;
      pending = [];
      size = 0;
      skipping = false;
      yield lines;
    }
    const rest = chunk.subarray(end + 1);
    size += rest.length;
    if (size > MAX_LINE_BYTES) {
      pending = [];
      skipping = true;
    } else if (rest.length > 0) pending.push(rest);
  }
  if (size > 0) {
    const last = Buffer.concat(pending);
    yield skipping ? [TOO_LONG] : splitBlock(isFirst ? withoutMark(last) : last);
  }
}

const withoutMark = (bytes: Buffer): Buffer =>
  bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? bytes.subarray(3) : bytes;

function splitBlock(bytes: Buffer): Line[] {
  if (isUtf8(bytes) && bytes.length <= MAX_LINE_BYTES) return bytes.toString('utf8').split('\n');
  const lines: Line[] = [];
  for (let from = 0; from <= bytes.length; ) {
    const found = bytes.indexOf(10, from);
    const end = found < 0 ? bytes.length : found;
    const line = bytes.subarray(from, end);
    if (line.length > MAX_LINE_BYTES) lines.push(TOO_LONG);
    else lines.push(isUtf8(line) ? line.toString('utf8') : NO_UTF8);
    from = end + 1;
  }
  return lines;
}

/** Writes with back-pressure; false once nobody reads any more (`vigie … | head`), which is no fault. */
function blockWriter({ stdout }: Io): (text: string) => Promise<boolean> {
  let isGone = false;
  const gone = new Promise<void>((resolve) => {
    stdout.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error;
      isGone = true;
      resolve();
    });
  });
  return async (text) => {
    if (isGone) return false;
    if (!stdout.write(text)) await Promise.race([once(stdout, 'drain').catch(() => undefined), gone]);
    return !isGone;
  };
}

let shownAt = 0;
/** On a terminal that does not show the answers themselves. */
function showProgress({ stdout, stderr }: Io, lines: number): void {
  if (!(stderr as { isTTY?: boolean }).isTTY || (stdout as { isTTY?: boolean }).isTTY) return;
  const now = Date.now();
  if (now - shownAt < 500) return;
  shownAt = now;
  stderr.write(`\r${lines}\u001b[K`);
}
