import { MalformedRecordError, statementsFromVex, type VexStatement } from '@vigie/vulnmatch';
import { AppError } from '../../platform/errors.ts';
import { listFiles, readFiles } from '../../platform/files/read-archive.ts';
import { parseJson, readJsonValues } from '../../platform/files/read-json.ts';
import { refuse } from './errors.ts';
import type { OnProblem } from './read-advisories.ts';

/** The statements of VEX files, folders and archives: OpenVEX, CSAF, CycloneDX. A bad document costs no other. */
export async function readVex(paths: readonly string[], onProblem: OnProblem): Promise<VexStatement[]> {
  const statements: VexStatement[] = [];
  for (const path of paths) {
    await guarded(async () => {
      for (const file of await listFiles(path))
        await guarded(async () => {
          for await (const opened of readFiles(file)) {
            const isAsked = file === path && !opened.place.includes('!');
            if (isAsked || /\.json$/i.test(opened.name)) await readDocuments(opened, statements, onProblem);
          }
        }, onProblem);
    }, onProblem);
  }
  return statements;
}

async function readDocuments(
  file: { place: string; content: AsyncIterable<Buffer> },
  statements: VexStatement[],
  onProblem: OnProblem,
): Promise<void> {
  for await (const value of readJsonValues(file.place, file.content))
    await guarded(async () => {
      const place = `${file.place}:${value.line}`;
      try {
        for (const statement of statementsFromVex(parseJson(file.place, value, 128)))
          statements.push(statement);
      } catch (cause) {
        if (!(cause instanceof MalformedRecordError)) throw cause;
        throw refuse('vex-malformed', { cause, details: { place, reason: cause.message } });
      }
    }, onProblem);
}

async function guarded(act: () => Promise<void>, onProblem: OnProblem): Promise<void> {
  try {
    await act();
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    onProblem(error);
  }
}
