import { defineScheme } from '../../define-scheme.ts';
import { type Count, compareCountLists, compareText, toCount } from '../../digits.ts';

interface JvmVersion {
  numbers: Count[];
  /** Early access and other pre-releases; empty for a release. */
  pre: string;
}

// 1.8.0_131-b11, 8u131, 17.0.2+8-LTS, 21-ea+5: the build behind `+` or `-b` is not ordered (JEP 223 leaves it out).
const SHAPE =
  /^(?:jdk-?|jre-?)?(\d+(?:\.\d+)*)(?:[_u](\d+))?(?:-([a-z]+\d*))?(?:[+-]b?\d+[\w.-]*)?(?:-?(?:lts|jre|jdk|hotspot))?$/;
const NO_PRE = /^(?:b\d+|lts|fcs|ga|jre|jdk|hotspot)$/;

function parse(raw: string): JvmVersion | undefined {
  const found = SHAPE.exec(raw.trim().toLowerCase());
  if (found === null) return undefined;
  const [, dotted = '', update, label = ''] = found;
  const parts = dotted.split('.');
  // Before 9 the version was written 1.8.0_131; since then 9.0.1.
  const numbers = parts[0] === '1' && parts.length > 1 ? parts.slice(1) : parts;
  while (update !== undefined && numbers.length < 2) numbers.push('0');
  if (update !== undefined) numbers.push(update);
  return { numbers: numbers.map(toCount), pre: NO_PRE.test(label) ? '' : label };
}

function comparePre(a: string, b: string): number {
  return a === '' || b === '' ? Number(a === '') - Number(b === '') : compareText(a, b);
}

export default defineScheme<JvmVersion>({
  id: 'jvm',
  aliases: ['jdk', 'jre', 'openjdk', 'java'],
  purlTypes: [],
  ecosystems: [],
  norm: 'https://openjdk.org/jeps/223',
  parse,
  compare: (a, b) => compareCountLists(a.numbers, b.numbers) || comparePre(a.pre, b.pre),
});
