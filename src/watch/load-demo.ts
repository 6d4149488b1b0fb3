import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { systemActor } from '../platform/auth/actor.ts';
import type { Platform } from '../platform/platform.ts';
import { ROOT } from '../platform/root.ts';
import { importFeedFile } from './import-feed-file.ts';

const FEEDS = {
  'cve5.ndjson': 'cve5',
  'kev-earlier.json': 'cisa-kev',
  'kev.json': 'cisa-kev',
  'epss.csv': 'epss',
} as const;

/** Reads one of the demonstration's feeds (real facts, summaries of our own) through the same path as any other file. */
export async function loadDemoFeed(p: Platform, name: keyof typeof FEEDS): Promise<void> {
  const content = createReadStream(join(ROOT, 'content', 'demo', 'feeds', name));
  await importFeedFile(p, systemActor, { feedId: FEEDS[name], name, content });
}
