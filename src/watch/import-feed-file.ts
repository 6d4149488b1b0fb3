import { basename } from 'node:path';
import type { Readable } from 'node:stream';
import type { Actor } from '../platform/auth/actor.ts';
import { listFiles, type OpenedFile, readFiles, readStream } from '../platform/files/read-archive.ts';
import type { Platform } from '../platform/platform.ts';
import { findFeed } from './feeds/find-feed.ts';
import type { PullOptions } from './pull-feed.ts';
import { runFeed } from './run-feed.ts';
import type { RunRow } from './store/tables.ts';

export type FeedFileInput =
  /** A file or a folder on this machine, for the command line. */
  | { feedId: string; path: string }
  /** An upload. */
  | { feedId: string; name: string; content: Readable };

/** Reads a feed from what a person brings: plain, compressed or archived, as the feed's address would have given it. */
export async function importFeedFile(
  p: Platform,
  actor: Actor,
  input: FeedFileInput,
  options: PullOptions = {},
): Promise<RunRow> {
  const feed = findFeed(input.feedId);
  const reading = options.signal ? { signal: options.signal } : {};
  const name = 'path' in input ? input.path : basename(input.name).slice(0, 200);
  const files =
    'path' in input
      ? readAll(input.path, reading)
      : readStream(name, input.content as AsyncIterable<Buffer>, reading);
  return runFeed(p, actor, feed, {
    origin: 'file',
    originName: name,
    items: feed.read({ files, signal: options.signal }),
    signal: options.signal,
    ...(options.progress ? { progress: options.progress } : {}),
  });
}

async function* readAll(path: string, reading: { signal?: AbortSignal }): AsyncGenerator<OpenedFile> {
  for (const file of await listFiles(path)) yield* readFiles(file, reading);
}
