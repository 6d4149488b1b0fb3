import { parseJson } from '../../../platform/files/read-json.ts';
import { cutJson } from '../cut-json.ts';
import { defineFeed, type FeedFiles, type FeedItem } from '../define-feed.ts';
import { malformed, problemOfFile } from '../read-documents.ts';
import { Product, type Release } from './schema.ts';

async function* read({ files, signal }: FeedFiles): AsyncGenerator<FeedItem> {
  for await (const file of files) {
    signal?.throwIfAborted();
    const cut = cutJson(file.place, file.content, { array: 'result', maxValueBytes: 8 * 1024 ** 2 });
    for await (const { bytes, index } of cut) yield readOne(file.place, bytes, index + 1);
  }
}

function readOne(place: string, bytes: Buffer, line: number): FeedItem {
  try {
    const document = parseJson(place, { bytes, line });
    const parsed = Product.safeParse(document);
    const at = `${place}:${line}`;
    if (!parsed.success) {
      const [issue] = parsed.error.issues;
      return malformed(at, `${issue?.path.join('.')}: ${issue?.message}`);
    }
    return {
      kind: 'record',
      record: { id: parsed.data.name, place: at, document, revision: null, claims: [] },
    };
  } catch (error) {
    return problemOfFile(error);
  }
}

const inWords = (r: Release): string =>
  [
    r.label ?? r.name,
    r.eoasFrom && `active support to ${r.eoasFrom}`,
    r.eolFrom ? `end of life ${r.eolFrom}` : r.isEol ? 'end of life reached' : 'end of life not dated',
    r.eoesFrom && `extended support to ${r.eoesFrom}`,
    r.latest?.name && `latest ${r.latest.name}`,
  ]
    .filter(Boolean)
    .join(' · ');

export default defineFeed({
  id: 'endoflife',
  title: { fr: 'endoflife.date (fins de support)', en: 'endoflife.date (end of support)' },
  description: {
    fr: 'Pour plus de quatre cents produits, les dates de fin de support de chaque version : un produit sans correctifs est exposé en permanence.',
    en: 'For more than four hundred products, when support of each version ends: a product without fixes is a standing exposure.',
  },
  publisher: 'endoflife.date',
  licence: { name: 'MIT', url: 'https://github.com/endoflife-date/endoflife.date/blob/master/LICENSE' },
  homepage: 'https://endoflife.date/',
  url: 'https://endoflife.date/api/v1/products/full',
  mode: 'snapshot',
  cadenceMinutes: 24 * 60,
  maxBytes: 64 * 1024 ** 2,
  monthlyBytes: 512 * 1024 ** 2,
  read,
  fields: (document) => {
    const product = Product.safeParse(document);
    if (!product.success) return {};
    const { label, category, releases } = product.data;
    return { title: label, category: category ?? null, releases: releases.slice(0, 500).map(inWords) };
  },
});
