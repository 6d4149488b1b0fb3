import { AppError } from '../../platform/errors.ts';
import { listFiles, type OpenedFile, readFiles } from '../../platform/files/read-archive.ts';
import { type JsonValue, parseJson, readJsonValues } from '../../platform/files/read-json.ts';
import { readText } from '../../platform/files/read-lines.ts';
import { type Advisory, isJson, unknownForm } from './forms/form.ts';
import { jsonForms, textForms } from './forms/index.ts';

export type { Advisory, Json } from './forms/form.ts';

export type OnProblem = (error: AppError) => void;

/** After this many bad records one file says no more: the rest would hide the other files' problems. */
const MAX_PROBLEMS = 20;

/** The longest advisory in text that is read: the largest published ones are a tenth of it. */
const MAX_TEXT_BYTES = 1024 ** 2;

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
  const isText = /\.(ya?ml|md)$/i.test(file.name);
  // Folders and archives hold readmes, signatures and lists of changes beside the records.
  if (!isAsked && !isText && !/\.(json|ndjson|jsonl|jsonlines)$/i.test(file.name)) return;
  if (/^delta(Log)?\.json$/i.test(file.name)) return;
  let problems = 0;
  const note = (error: AppError) => {
    problems += 1;
    if (problems <= MAX_PROBLEMS) onProblem(error);
  };
  try {
    if (isText) return yield* readTextFile(file, isAsked, note);
    for await (const value of readJsonValues(file.place, file.content)) {
      try {
        for (const read of readValue(file.place, value))
          if (read instanceof AppError) note(read);
          else yield read;
      } catch (error) {
        report(error, note);
      }
    }
  } catch (error) {
    report(error, note);
  }
}

/** A folder's other texts (readmes, workflows) are no advisories, and no problem. */
async function* readTextFile(file: OpenedFile, isAsked: boolean, note: OnProblem): AsyncGenerator<Advisory> {
  const text = await readText(file.place, file.content, MAX_TEXT_BYTES);
  const form = textForms.find((one) => one.recognises(text));
  for (const read of form?.read(text, file.place) ?? [unknownForm(file.place)])
    if (!(read instanceof AppError)) yield read;
    else if (isAsked || read.code !== 'exposure.advisory-form-unknown') note(read);
}

/** One JSON document: the form that knows it reads it. */
function readValue(place: string, value: JsonValue): Iterable<Advisory | AppError> {
  const at = `${place}:${value.line}`;
  const document = parseJson(place, value, 128);
  const form = isJson(document) ? jsonForms.find((one) => one.recognises(document)) : undefined;
  return form && isJson(document) ? form.read(document, at) : [unknownForm(at)];
}
