import { AppError } from '../errors.ts';
import { fileError, type ReadLimits } from './read-errors.ts';

export interface OpenedFile {
  /** Where it lies, for messages: `release.zip!cves.zip!cves/2024/CVE-2024-0001.json`. */
  place: string;
  /** Name inside the innermost archive, or the file's own name; a `.gz` layer's suffix is removed. */
  name: string;
  /** Read it before asking for the next file; what is left unread is skipped. */
  content: AsyncIterable<Buffer>;
}

export interface ReadOptions {
  limits?: Partial<ReadLimits>;
  signal?: AbortSignal;
}

export interface Reading {
  limits: ReadLimits;
  signal: AbortSignal | undefined;
  bytes: number;
  entries: number;
}

/** A decompression fault as an error with its place; our own errors go through as they are. */
export function damaged(place: string, cause: unknown): unknown {
  if (cause instanceof AppError || (cause instanceof Error && cause.name === 'AbortError')) return cause;
  const truncated = cause instanceof Error && 'code' in cause && cause.code === 'Z_BUF_ERROR';
  return fileError(truncated ? 'file-truncated' : 'file-damaged', {
    cause,
    details: { place, reason: cause instanceof Error ? cause.message : String(cause) },
  });
}

export function countEntry(place: string, reading: Reading): void {
  reading.entries += 1;
  if (reading.entries > reading.limits.maxEntries)
    throw fileError('file-too-many-entries', { details: { place, limit: reading.limits.maxEntries } });
}
