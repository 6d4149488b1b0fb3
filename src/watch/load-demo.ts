import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { systemActor } from '../platform/auth/actor.ts';
import type { Platform } from '../platform/platform.ts';
import { ROOT } from '../platform/root.ts';
import { allFeeds } from './feeds/find-feed.ts';
import { importFeedFile } from './import-feed-file.ts';
import { saveFeedState } from './store/feeds.ts';

const FEEDS = {
  'cve5.ndjson': 'cve5',
  'kev-earlier.json': 'cisa-kev',
  'kev.json': 'cisa-kev',
  'epss.csv': 'epss',
  'certfr-avis.ndjson': 'certfr-avis',
  'certfr-alertes.ndjson': 'certfr-alertes',
} as const;

/** Reads one of the demonstration's feeds (real facts, summaries of our own) through the same path as any other file; it stays as it is until somebody asks for a reading. */
export async function loadDemoFeed(p: Platform, name: keyof typeof FEEDS): Promise<void> {
  const content = createReadStream(join(ROOT, 'content', 'demo', 'feeds', name));
  await importFeedFile(p, systemActor, { feedId: FEEDS[name], name, content });
  await saveFeedState(p.db, FEEDS[name], { is_frozen: true });
}

/** The feeds that the demonstration has nothing of are off: it does not pretend to wait for them. */
export async function quietOtherFeeds(p: Platform): Promise<void> {
  const told = new Set<string>(Object.values(FEEDS));
  for (const { id } of allFeeds) if (!told.has(id)) await saveFeedState(p.db, id, { is_enabled: false });
}
