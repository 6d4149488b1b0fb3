import { defineScheme } from '../../define-scheme.ts';
import { type Count, compareCounts, compareText, toCount } from '../../digits.ts';

type Segment = Count | { text: string };

const SHAPE = /^\d+[a-z]*(?:\.[0-9a-z]+)*(?:-[0-9a-z-]+(?:\.[0-9a-z-]+)*)?$/i;
// A built gem carries its platform behind the version; it is no pre-release.
const PLATFORM =
  /-(?:java|jruby|mswin|mingw|universal|x86|x64|arm|aarch64|i[3-6]86|powerpc|ruby|linux|darwin)[\w.-]*$/i;

function parse(raw: string): Segment[] | undefined {
  const text = raw
    .trim()
    .replace(/^v(?=\d)/, '')
    .replace(PLATFORM, '');
  if (!SHAPE.test(text)) return undefined;
  const pieces = text.replaceAll('-', '.pre.').match(/\d+|[a-z]+/gi) ?? [];
  const segments = pieces.map((piece): Segment => (/^\d/.test(piece) ? toCount(piece) : { text: piece }));
  const firstText = segments.findIndex((segment) => typeof segment === 'object');
  if (firstText < 0) return withoutTrailingZeros(segments);
  return [
    ...withoutTrailingZeros(segments.slice(0, firstText)),
    ...withoutTrailingZeros(segments.slice(firstText)),
  ];
}

function withoutTrailingZeros(segments: Segment[]): Segment[] {
  let end = segments.length;
  while (end > 0 && segments[end - 1] === 0) end--;
  return segments.slice(0, end);
}

/** Texts mark a pre-release: they come before numbers and before the end. */
function compare(a: readonly Segment[], b: readonly Segment[]): number {
  for (let i = 0; i < Math.max(a.length, b.length); i++) {
    const x = a[i] ?? 0;
    const y = b[i] ?? 0;
    if (typeof x === 'object') {
      if (typeof y !== 'object') return -1;
      const order = compareText(x.text, y.text);
      if (order !== 0) return order;
    } else if (typeof y === 'object') return 1;
    else {
      const order = compareCounts(x, y);
      if (order !== 0) return order;
    }
  }
  return 0;
}

export default defineScheme<Segment[]>({
  id: 'gem',
  aliases: ['rubygems', 'ruby', 'bundler'],
  purlTypes: ['gem'],
  ecosystems: ['RubyGems'],
  norm: 'https://docs.ruby-lang.org/en/master/Gem/Version.html',
  parse,
  compare,
});
