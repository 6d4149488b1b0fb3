import type { Readable } from 'node:stream';

export interface StoredFile {
  /** Lower-case hex; the file's name in the store. */
  sha256: string;
  size: number;
}

/** Content-addressed files under the data folder; written to a temporary name, fsynced, then renamed. */
export interface Files {
  put(content: Readable | Uint8Array, options: { maxBytes: number }): Promise<StoredFile>;
  open(sha256: string): Readable;
  has(sha256: string): Promise<boolean>;
}
