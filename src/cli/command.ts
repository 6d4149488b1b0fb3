import type { Readable, Writable } from 'node:stream';

/** The world of a command, so that tests can give it another. */
export interface Io {
  stdin: Readable;
  stdout: Writable;
  stderr: Writable;
  env: Readonly<Record<string, string | undefined>>;
  cwd: string;
}

/** Texts by key, in the language of the terminal. */
export type Translate = (key: string, details?: Record<string, unknown>) => string;

export interface Command {
  /** As typed: `vigie <name>`. */
  name: string;
  /** One line for `vigie --help`. */
  summary: string;
  /** What `vigie <name> --help` says; a command without it answers `--help` itself. */
  usage?(t: Translate): string;
  /** Exit code: 0 done (or nothing found), 1 found (or not healthy), 2 bad input, named on stderr. */
  run(argv: readonly string[], io: Io): Promise<number>;
}
