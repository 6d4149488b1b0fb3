import { normaliseName } from '@vigie/identifiers';

const MAX_TEXT = 20_000;
const AROUND = 110;
/** Words and the signs that are part of a name: `C++`, `7-Zip` (two words), `Node.js` (two words). */
const WORD = /[\p{L}\p{N}+#]+/gu;

/** A text read once, to look many labels up in it. */
export interface ReadText {
  text: string;
  words: { word: string; from: number; to: number }[];
  joined: string;
}

/** The words of a label as texts are searched for them; empty: nothing readable. */
export const wordsOfLabel = (label: string): string => normaliseName(label);

export function readText(raw: string): ReadText {
  const text = raw.slice(0, MAX_TEXT);
  const words = [...text.matchAll(WORD)].flatMap((m) => {
    const word = normaliseName(m[0]);
    return word === '' ? [] : [{ word, from: m.index, to: m.index + m[0].length }];
  });
  return { text, words, joined: ` ${words.map((w) => w.word).join(' ')} ` };
}

/** The sentence or line in which a label stands, in the source's own words; undefined: it is not named. Whole words only. */
export function phraseNaming(read: ReadText, label: string): string | undefined {
  if (label === '' || !read.joined.includes(` ${label} `)) return undefined;
  const wanted = label.split(' ');
  const at = read.words.findIndex((_, i) => wanted.every((w, k) => read.words[i + k]?.word === w));
  const first = read.words[at];
  const last = read.words[at + wanted.length - 1];
  if (!first || !last) return undefined;
  const before = read.text.slice(Math.max(0, first.from - AROUND), first.from);
  const after = read.text.slice(last.to, last.to + AROUND);
  const sentence = before.lastIndexOf('. ');
  const start = Math.max(before.lastIndexOf('\n') + 1, sentence === -1 ? 0 : sentence + 2);
  const stops = [after.indexOf('\n'), after.indexOf('. ')].filter((n) => n >= 0);
  const end = stops.length > 0 ? Math.min(...stops) : after.length;
  const cutBefore = start === 0 && first.from > AROUND ? '…' : '';
  const cutAfter = stops.length === 0 && read.text.length > last.to + AROUND ? '…' : '';
  const phrase = `${before.slice(start)}${read.text.slice(first.from, last.to)}${after.slice(0, end)}`;
  return `${cutBefore}${phrase.replace(/\s+/g, ' ').trim()}${cutAfter}`;
}
