import { defineScheme } from '../../define-scheme.ts';
import { type Count, compareCounts, compareText, endOfDigits, toCount } from '../../digits.ts';

/** `3b` is the number 3 with a text behind; a text alone comes after every number. */
interface Item {
  number: Count | undefined;
  text: string;
}

interface ConanVersion {
  items: Item[];
  pre: Item[] | undefined;
  build: Item[] | undefined;
}

const SHAPE = /^([0-9a-z_.*]+)(?:-([0-9a-z_.*-]*))?(?:\+([0-9a-z_.*]*))?$/;

function readItem(part: string): Item {
  const end = endOfDigits(part, 0);
  return { number: end === 0 ? undefined : toCount(part.slice(0, end)), text: part.slice(end) };
}

function readItems(text: string): Item[] {
  const items = text.split('.').map(readItem);
  while (items.at(-1)?.number === 0 && items.at(-1)?.text === '') items.pop();
  return items;
}

function parse(raw: string): ConanVersion | undefined {
  const found = SHAPE.exec(raw.trim().toLowerCase());
  if (found === null) return undefined;
  const [, items = '', pre, build] = found;
  return {
    items: readItems(items),
    pre: pre === undefined ? undefined : readItems(pre),
    build: build === undefined ? undefined : readItems(build),
  };
}

function compareItem(a: Item, b: Item): number {
  if (a.number === undefined || b.number === undefined) {
    if (a.number !== b.number) return a.number === undefined ? 1 : -1;
    return compareText(a.text, b.text);
  }
  return compareCounts(a.number, b.number) || compareText(a.text, b.text);
}

function compareItems(a: readonly Item[], b: readonly Item[]): number {
  for (let i = 0; i < a.length && i < b.length; i++) {
    const order = compareItem(a[i] as Item, b[i] as Item);
    if (order !== 0) return order;
  }
  return a.length - b.length;
}

/** A pre-release comes before its release; a build after it. */
function compareConan(a: ConanVersion, b: ConanVersion): number {
  const items = compareItems(a.items, b.items);
  if (items !== 0) return items;
  if (a.pre === undefined || b.pre === undefined) {
    if (a.pre !== b.pre) return a.pre === undefined ? 1 : -1;
  } else {
    const order = compareItems(a.pre, b.pre);
    if (order !== 0) return order;
  }
  if (a.build === undefined || b.build === undefined)
    return Number(a.build !== undefined) - Number(b.build !== undefined);
  return compareItems(a.build, b.build);
}

export default defineScheme<ConanVersion>({
  id: 'conan',
  aliases: ['conan-center'],
  purlTypes: ['conan'],
  ecosystems: ['ConanCenter'],
  norm: 'https://docs.conan.io/2/tutorial/versioning/version_ranges.html',
  parse,
  compare: compareConan,
});
