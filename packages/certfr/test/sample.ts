import type { Range } from '../src/index.ts';

/** A line of the hand-checked sample. */
export interface SampleLine {
  reference: string;
  avis: unknown;
  description: string;
  status: string;
  /** As {@link writeRanges} writes them; empty when a person could not say them either. */
  ranges: string;
}

/** Ranges on one line: `>=9.1 <9.1.17 | =4.2`. */
export function writeRanges(ranges: readonly Range[]): string {
  return ranges.map(writeRange).join(' | ');
}

function writeRange(range: Range): string {
  if ('all' in range) return '*';
  if ('eq' in range) return `=${range.eq}`;
  const sides: [string, string | undefined][] = [
    ['>=', range.ge],
    ['>', range.gt],
    ['<', range.lt],
    ['<=', range.le],
  ];
  return sides.flatMap(([sign, bound]) => (bound === undefined ? [] : [sign + bound])).join(' ');
}

/** The lines of sample-200.tsv. */
export function readSample(tsv: string): SampleLine[] {
  return tsv
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => {
      const [reference = '', vendor = '', name = '', description = '', status = '', ranges = ''] =
        line.split('\t');
      const product = { name, vendor: { name: vendor } };
      return {
        reference,
        description,
        status,
        ranges,
        avis: { reference, affected_systems: [{ description, product }], cves: [] },
      };
    });
}
