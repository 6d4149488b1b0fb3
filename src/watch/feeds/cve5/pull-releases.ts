import { z } from 'zod';
import { decodeText, readBytes } from '../../../platform/files/read-lines.ts';
import { fail } from '../../errors.ts';
import type { FeedSource } from '../define-feed.ts';
import { Releases } from './schema.ts';

const Watermark = z.object({ day: z.iso.date(), asset: z.string() });

export interface Asset {
  name: string;
  url: string;
  day: string;
  /** What may be remembered once it is read. */
  mark: z.infer<typeof Watermark>;
}

const NAME = /^(\d{4}-\d{2}-\d{2})_(all_CVEs_at_midnight|delta_CVEs_at_(end_of_day|\d{4}Z))\.zip(\.zip)?$/;

/**
 * Which archives bring the store up to date. A delta holds all that changed since midnight (UTC) of its day; the day's last one
 * is `end_of_day`. When a day is missing, or at the first pull, the whole list as of midnight is read.
 */
export async function chooseAssets(source: FeedSource): Promise<Asset[]> {
  const response = await source.fetch(source.url, {
    accept: 'application/vnd.github+json',
    maxBytes: 32 * 1024 ** 2,
  });
  const text = decodeText(source.url, await readBytes(source.url, response.body, 32 * 1024 ** 2));
  const releases = Releases.safeParse(safeJson(source.url, text));
  if (!releases.success)
    throw fail('feed-wrong-content', {
      details: { feed: 'cve5', place: source.url, reason: releases.error.issues[0]?.message ?? '' },
    });
  return planAssets(
    releases.data.flatMap((r) => r.assets.map((a) => ({ name: a.name, url: a.browser_download_url }))),
    source.watermark,
  );
}

function safeJson(place: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw fail('feed-wrong-content', { cause, details: { feed: 'cve5', place, reason: 'not JSON' } });
  }
}

/** @throws `watch.feed-wrong-content` when no archive of a known name is offered */
export function planAssets(offered: readonly { name: string; url: string }[], watermark: unknown): Asset[] {
  const known = offered.flatMap((a) => {
    const match = NAME.exec(a.name);
    return match?.[1] && match[2] ? [{ ...a, day: match[1], kind: match[2], at: match[3] ?? '' }] : [];
  });
  const deltas = known.filter((a) => a.kind !== 'all_CVEs_at_midnight');
  const baselines = known
    .filter((a) => a.kind === 'all_CVEs_at_midnight')
    .sort((a, b) => (a.day < b.day ? 1 : -1));
  const days = [...new Set(deltas.map((a) => a.day))].sort();
  const newest = days.at(-1) ?? baselines[0]?.day;
  if (!newest)
    throw fail('feed-wrong-content', { details: { feed: 'cve5', place: 'releases', reason: 'no archive' } });
  const deltaOf = (day: string) =>
    deltas.filter((a) => a.day === day).sort((a, b) => (order(a.at) < order(b.at) ? 1 : -1))[0];
  const asAsset = (a: { name: string; url: string; day: string }): Asset => ({
    name: a.name,
    url: a.url,
    day: a.day,
    mark: { day: a.day, asset: a.name },
  });
  const since = Watermark.safeParse(watermark);
  if (since.success && since.data.day <= newest) {
    const needed = daysBetween(since.data.day, newest);
    const chosen = needed.map((day) => ({ day, delta: deltaOf(day) }));
    const isComplete = chosen.every((c) => c.delta && (c.day === newest || c.delta.at === 'end_of_day'));
    if (isComplete)
      return chosen.flatMap((c) => (c.delta && c.delta.name !== since.data.asset ? [asAsset(c.delta)] : []));
  }
  const [baseline] = baselines;
  if (!baseline)
    throw fail('feed-wrong-content', {
      details: { feed: 'cve5', place: 'releases', reason: 'no full list' },
    });
  const after = daysBetween(baseline.day, newest).flatMap((day) => deltaOf(day) ?? []);
  return [asAsset(baseline), ...after.map(asAsset)];
}

const order = (at: string): string => (at === 'end_of_day' ? '9' : at);

function daysBetween(from: string, to: string): string[] {
  const days: string[] = [];
  for (let at = Date.parse(from); at <= Date.parse(to) && days.length < 400; at += 86_400_000)
    days.push(new Date(at).toISOString().slice(0, 10));
  return days;
}
