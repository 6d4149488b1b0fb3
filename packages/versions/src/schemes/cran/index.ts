import { defineScheme } from '../../define-scheme.ts';
import { type Count, compareCounts, toCount } from '../../digits.ts';

const SHAPE = /^\d+(?:[.-]\d+)*$/;

function parse(raw: string): Count[] | undefined {
  const text = raw.trim();
  return SHAPE.test(text) ? text.split(/[.-]/).map(toCount) : undefined;
}

export default defineScheme<Count[]>({
  id: 'cran',
  aliases: ['r', 'r-project'],
  purlTypes: ['cran'],
  ecosystems: ['CRAN', 'Bioconductor'],
  norm: 'https://stat.ethz.ch/R-manual/R-devel/library/base/html/numeric_version.html',
  parse,
  compare(a, b) {
    for (let i = 0; i < a.length && i < b.length; i++) {
      const order = compareCounts(a[i] ?? 0, b[i] ?? 0);
      if (order !== 0) return order;
    }
    // 1.0 comes before 1.0.0.
    return a.length - b.length;
  },
});
