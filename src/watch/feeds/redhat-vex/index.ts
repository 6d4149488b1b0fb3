import { pullDistribution } from '../csaf-distribution.ts';
import { csafFields, csafItems } from '../csaf-records.ts';
import { defineFeed, type FeedFiles, type FeedItem, type FeedSource } from '../define-feed.ts';
import { readDocuments } from '../read-documents.ts';
import { RedHatMark } from './schema.ts';

const MAX_BYTES = 64 * 1024 ** 2;
const DAY_MS = 86_400_000;

async function* read({ files, signal }: FeedFiles): AsyncGenerator<FeedItem> {
  const documents = readDocuments(files, {
    signal,
    maxValueBytes: MAX_BYTES,
    isOneEach: true,
    skip: (name) => /\.\w+$/.test(name) && !/\.(nd)?jsonl?$/i.test(name),
  });
  for await (const item of documents) {
    if ('kind' in item) yield item;
    else yield* csafItems(item.place, item.value);
  }
}

async function* pull(source: FeedSource): AsyncGenerator<FeedItem> {
  const known = RedHatMark.safeParse(source.watermark);
  const days = Math.min(Math.max(Number.parseInt(source.settings.days ?? '', 10) || 90, 1), 10_000);
  const since = known.success
    ? known.data.since
    : new Date(source.now.getTime() - days * DAY_MS).toISOString();
  yield* pullDistribution(
    'redhat-vex',
    source,
    { kind: 'directory', url: source.url },
    since,
    false,
    (at) => ({
      kind: 'mark',
      watermark: { since: at },
    }),
  );
}

export default defineFeed({
  id: 'redhat-vex',
  title: { fr: 'Red Hat (VEX)', en: 'Red Hat (VEX)' },
  description: {
    fr: 'Ce que Red Hat dit de chaque CVE pour chacun de ses produits : corrigé, atteint, non atteint, à l’étude. Empreintes vérifiées ; signatures OpenPGP non vérifiées.',
    en: 'What Red Hat says of each CVE for each of its products: fixed, affected, not affected, under investigation. Hashes are checked; OpenPGP signatures are not.',
  },
  publisher: 'Red Hat Product Security',
  licence: { name: 'CC-BY-4.0', url: 'https://creativecommons.org/licenses/by/4.0/' },
  homepage: 'https://security.access.redhat.com/data/csaf/v2/vex/',
  url: 'https://security.access.redhat.com/data/csaf/v2/vex/',
  mode: 'stream',
  // Documents of some hundred kB, thousands a month.
  isOnAtFirst: false,
  settings: [
    {
      key: 'days',
      kind: 'text',
      label: { fr: 'Jours lus la première fois', en: 'Days read the first time' },
      initial: '90',
      maxLength: 5,
    },
  ],
  cadenceMinutes: 12 * 60,
  silenceMinutes: 7 * 24 * 60,
  maxBytes: 128 * 1024 ** 2,
  monthlyBytes: 6 * 1024 ** 3,
  pull,
  read,
  fields: csafFields,
});
