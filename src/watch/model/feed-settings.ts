import type { KeyRing } from '../../platform/secrets/key-ring.ts';
import { fail } from '../errors.ts';
import type { FeedDef } from '../feeds/define-feed.ts';

type Ring = Pick<KeyRing, 'seal' | 'open'>;

const purposeOf = (feedId: string, key: string): string => `watch.feed:${feedId}:${key}`;

/** What a pull works with: set values, else the feed's own. */
export function openSettings(
  feed: FeedDef,
  stored: Record<string, string> | null,
  ring: () => Ring,
): Record<string, string> {
  return Object.fromEntries(
    (feed.settings ?? []).map(({ key, kind, initial }) => {
      const value = stored?.[key];
      if (value === undefined) return [key, initial ?? ''];
      return [key, kind === 'secret' ? ring().open(purposeOf(feed.id, key), value) : value];
    }),
  );
}

/**
 * Stored settings with changes taken in: `null` gives the feed's own value back, an empty secret forgets it.
 *
 * @throws `watch.feed-setting` for a key the feed does not have, or a value too long or of several lines
 */
export function changeSettings(
  feed: FeedDef,
  stored: Record<string, string> | null,
  changes: Record<string, string | null>,
  ring: () => Ring,
): Record<string, string> {
  const next = { ...stored };
  for (const [key, value] of Object.entries(changes)) {
    const setting = feed.settings?.find((s) => s.key === key);
    const text = value?.trim() ?? null;
    if (!setting || (text && (text.length > setting.maxLength || /[\p{Cc}]/u.test(text))))
      throw fail('feed-setting', { details: { feed: feed.id, setting: key.slice(0, 100) } });
    if (text === null || (text === '' && setting.kind === 'secret')) delete next[key];
    else next[key] = setting.kind === 'secret' ? ring().seal(purposeOf(feed.id, key), text) : text;
  }
  return next;
}

/** The values of a `list`. */
export const listOf = (value: string | undefined): string[] => [
  ...new Set(
    (value ?? '')
      .split(',')
      .map((v) => v.trim())
      .filter(Boolean),
  ),
];
