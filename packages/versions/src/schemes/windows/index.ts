import { defineScheme } from '../../define-scheme.ts';
import { type Count, compareCountLists, toCount } from '../../digits.ts';

// 10.0.17763.6293, 17763.6293, `10.0.19045 Build 19045`, `OS Build 19045.3930`, `Version 22H2 (OS Build 19045.3930)`.
const BUILD = /\bos build (\d{5,6}(?:\.\d+)?)\)?$/i;
const SHAPE =
  /^(?:microsoft )?(?:windows )?(?:version )?(?:nt )?(\d+(?:\.\d+){0,4})(?: \(?(?:n\/a )?build \d+(?:\.\d+)?\)?)?$/i;

/** The first build of Windows 10: a number from here on, at the front, has lost its `10.0.`. */
const FIRST_BUILD = 10_240;

function parse(raw: string): Count[] | undefined {
  const text = raw.trim();
  const numbers = (BUILD.exec(text) ?? SHAPE.exec(text))?.[1]?.split('.').map(toCount);
  const first = numbers?.[0];
  if (numbers === undefined || first === undefined) return undefined;
  return typeof first === 'number' && first >= FIRST_BUILD && first < 100_000 && numbers.length <= 2
    ? [10, 0, ...numbers]
    : numbers;
}

export default defineScheme<Count[]>({
  id: 'windows',
  aliases: ['microsoft', 'windows-build', 'msrc'],
  purlTypes: [],
  ecosystems: [],
  norm: 'https://learn.microsoft.com/windows/release-health (builds); four numbers: major, minor, build, revision',
  parse,
  compare: compareCountLists,
});
