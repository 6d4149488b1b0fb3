import { MalformedRecordError, type Matchable, matchableFromCve5, matchableFromNvd } from '@vigie/vulnmatch';
import { AppError } from '../../platform/errors.ts';
import { listFiles, type OpenedFile, readFiles } from '../../platform/files/read-archive.ts';
import { type JsonValue, parseJson, readJsonValues } from '../../platform/files/read-json.ts';
import { refuse } from './errors.ts';

/** One record of an advisory source, compiled. */
export interface Advisory {
  matchable: Matchable;
  /** ISO date of the record's last change, to tell the newer of two copies. */
  modified: string;
  /** The record itself, for the facts that only matches need. */
  record: Json;
  place: string;
}

export type Json = Record<string, unknown>;
export type OnProblem = (error: AppError) => void;

/** After this many bad records one file says no more: the rest would hide the other files' problems. */
const MAX_PROBLEMS = 20;

/**
 * Every advisory of a path: a file, an archive or a folder of them. A bad record or file is reported with its place
 * and the rest goes on.
 */
export async function* readAdvisories(path: string, onProblem: OnProblem): AsyncGenerator<Advisory> {
  let files: string[] = [];
  try {
    files = await listFiles(path);
  } catch (error) {
    report(error, onProblem);
  }
  for (const file of files) {
    const isAsked = files.length === 1;
    try {
      for await (const opened of readFiles(file))
        yield* readOpened(opened, isAsked && !opened.place.includes('!'), onProblem);
    } catch (error) {
      report(error, onProblem);
    }
  }
}

function report(error: unknown, onProblem: OnProblem): void {
  if (!(error instanceof AppError)) throw error;
  onProblem(error);
}

async function* readOpened(
  file: OpenedFile,
  isAsked: boolean,
  onProblem: OnProblem,
): AsyncGenerator<Advisory> {
  // Folders and archives hold readmes, signatures and lists of changes beside the records.
  if (!isAsked && !/\.(json|ndjson|jsonl|jsonlines)$/i.test(file.name)) return;
  if (/^delta(Log)?\.json$/i.test(file.name)) return;
  let problems = 0;
  const note = (error: AppError) => {
    problems += 1;
    if (problems <= MAX_PROBLEMS) onProblem(error);
  };
  try {
    for await (const value of readJsonValues(file.place, file.content)) {
      try {
        yield* readValue(file.place, value);
      } catch (error) {
        report(error, note);
      }
    }
  } catch (error) {
    report(error, note);
  }
}

function* readValue(place: string, value: JsonValue): Generator<Advisory> {
  const document = parseJson(place, value, 128);
  const at = `${place}:${value.line}`;
  if (!isJson(document)) throw refuse('advisory-form-unknown', { details: { place: at } });
  const items =
    Array.isArray(document.vulnerabilities) && isNvdAnswer(document) ? document.vulnerabilities : [document];
  for (const item of items) yield readRecord(item, at);
}

const isJson = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isNvdAnswer = (document: Json): boolean =>
  'resultsPerPage' in document || document.format === 'NVD_CVE' || 'totalResults' in document;

/** Tells the form of a record by what it holds, and compiles it. */
export function readRecord(item: unknown, place: string): Advisory {
  if (!isJson(item)) throw refuse('advisory-form-unknown', { details: { place } });
  try {
    if (isJson(item.cveMetadata))
      return {
        matchable: matchableFromCve5(item),
        modified: text(item.cveMetadata.dateUpdated),
        record: item,
        place,
      };
    const nvd = isJson(item.cve) && typeof item.cve.id === 'string' ? item.cve : item;
    if (
      typeof nvd.id === 'string' &&
      ('configurations' in nvd || 'vulnStatus' in nvd || 'sourceIdentifier' in nvd)
    )
      return { matchable: matchableFromNvd(nvd), modified: text(nvd.lastModified), record: nvd, place };
  } catch (cause) {
    if (!(cause instanceof MalformedRecordError)) throw cause;
    throw refuse('advisory-malformed', { cause, details: { place, reason: cause.message } });
  }
  throw refuse('advisory-form-unknown', { details: { place } });
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '');
