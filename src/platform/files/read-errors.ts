import { defineErrors } from '../errors.ts';

/** Refusals of files read from outside; every one carries `place`, e.g. `release.tar.gz!cves/2024.ndjson:12`. */
export const fileError = defineErrors('platform', {
  'file-unreadable': { status: 400 },
  'file-truncated': { status: 400 },
  'file-damaged': { status: 400 },
  'file-too-large': { status: 413 },
  'file-bomb': { status: 413 },
  'file-too-many-entries': { status: 413 },
  'file-nested-too-deep': { status: 400 },
  'file-line-too-long': { status: 413 },
  'file-wrong-encoding': { status: 400 },
  'file-not-json': { status: 400 },
});

/** Bounds of one read. Bytes are counted after decompression. */
export interface ReadLimits {
  /** All entries of one file together. */
  maxBytes: number;
  /** One entry of an archive, or one plain file. */
  maxEntryBytes: number;
  maxEntries: number;
  /** Decompressed / compressed, looked at once `ratioFloor` bytes came out. */
  maxRatio: number;
  ratioFloor: number;
  /** Archive or compression layers inside one another. */
  maxDepth: number;
}

const GIB = 1024 ** 3;

export const READ_LIMITS: ReadLimits = {
  maxBytes: 16 * GIB,
  maxEntryBytes: 4 * GIB,
  maxEntries: 1_000_000,
  maxRatio: 250,
  ratioFloor: 32 * 1024 ** 2,
  maxDepth: 3,
};
