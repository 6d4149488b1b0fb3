import type { FeedDef, FeedItem } from '../../src/watch/feeds/define-feed.ts';

/** What a feed reads from one text. */
export async function itemsOf(feed: FeedDef, text: string | Buffer, name = 'brought'): Promise<FeedItem[]> {
  async function* content() {
    yield Buffer.from(text);
  }
  async function* files() {
    yield { place: name, name, content: content() };
  }
  const items: FeedItem[] = [];
  for await (const item of feed.read({ files: files(), signal: undefined })) items.push(item);
  return items;
}
