import { AppError } from '../../platform/errors.ts';
import type { OpenedFile } from '../../platform/files/read-archive.ts';
import { parseJson, readJsonValues } from '../../platform/files/read-json.ts';
import { storable } from '../../platform/files/storable.ts';
import type { FeedItem } from './define-feed.ts';

export type ReadDocument = { place: string; value: unknown };
export type Problem = Extract<FeedItem, { kind: 'problem' }>;

/** One bad file among many: told by its place, the others are read. A damaged archive is not one of these. */
const OF_ONE_FILE = new Set([
  'platform.file-not-json',
  'platform.file-wrong-encoding',
  'platform.file-nested-too-deep',
  'platform.file-truncated',
  'platform.file-too-large',
  'platform.file-line-too-long',
]);

/** Every JSON document of every file, with its place; what cannot be parsed comes as a problem. */
export async function* readDocuments(
  files: AsyncIterable<OpenedFile>,
  options: {
    signal: AbortSignal | undefined;
    maxValueBytes: number;
    skip?: (name: string) => boolean;
    isOneEach?: boolean;
  },
): AsyncGenerator<ReadDocument | Problem> {
  for await (const file of files) {
    options.signal?.throwIfAborted();
    if (options.skip?.(file.name)) continue;
    const state = { isSourceBroken: false, found: 0 };
    try {
      const content = watched(file.content, state);
      for await (const value of readJsonValues(file.place, content, {
        maxValueBytes: options.maxValueBytes,
      })) {
        options.signal?.throwIfAborted();
        state.found += 1;
        yield parse(file.place, value);
      }
    } catch (error) {
      // The archive itself is damaged, or a file of many records ends in the middle: what follows would be lost in silence.
      if (state.isSourceBroken || (state.found > 0 && !(options.isOneEach && isGarbage(error)))) throw error;
      yield problemOfFile(error);
    }
  }
}

/** Something that is no JSON after the one document of a file. */
const isGarbage = (error: unknown): boolean =>
  error instanceof AppError && error.code === 'platform.file-not-json';

async function* watched(
  content: AsyncIterable<Buffer>,
  state: { isSourceBroken: boolean },
): AsyncGenerator<Buffer> {
  try {
    yield* content;
  } catch (error) {
    state.isSourceBroken = true;
    throw error;
  }
}

function parse(place: string, value: { bytes: Buffer; line: number }): ReadDocument | Problem {
  try {
    return { place: `${place}:${value.line}`, value: parseJson(place, value) };
  } catch (error) {
    return problemOfFile(error);
  }
}

export function problemOfFile(error: unknown): Problem {
  if (!(error instanceof AppError) || !OF_ONE_FILE.has(error.code)) throw error;
  return { kind: 'problem', place: String(error.details.place), code: error.code, details: error.details };
}

export function malformed(place: string, reason: string): Problem {
  return {
    kind: 'problem',
    place,
    code: 'watch.record-malformed',
    details: { place, reason: storable(reason.slice(0, 300)) },
  };
}

/** An instant as ISO UTC; a date without a zone is UTC. Undefined when it is none. */
export function isoInstant(text: unknown): string | undefined {
  if (typeof text !== 'string' || !/^\d{4}-\d{2}-\d{2}/.test(text)) return undefined;
  const zoned = /T.*(Z|[+-]\d{2}:?\d{2})$/i.test(text) || text.length === 10 ? text : `${text}Z`;
  const at = new Date(zoned);
  const year = at.getUTCFullYear();
  return Number.isNaN(at.getTime()) || year < 1980 || year > 2200 ? undefined : at.toISOString();
}

/** Text from outside, in one piece of bounded length: no control characters, no runs of blanks. */
export function cleanText(value: unknown, max: number): string | undefined {
  if (typeof value !== 'string') return undefined;
  const text = value
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
    .replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]+/g, ' ')
    .replace(/[ \t\u00a0]+/g, ' ')
    .trim();
  if (text === '') return undefined;
  // The cut may fall between the two halves of a character.
  return text.length > max ? `${storable(text.slice(0, max - 1))}…` : text;
}
