import { __define__ } from '../../define-scheme.ts';
import { type Count, compareCounts, toCount } from '../../digits.ts';

const SHAPE = /^\d+(?:\.\d+)*$/;

function parse(raw: string): Count[] | undefined {
  const text = raw.trim();
  return SHAPE.test(text) ? text.split('.').map(toCount) : undefined;
}

export default __define__<Count[]>({
  id: '__id__',
  purlTypes: ['__id__'],
  norm: 'https://example.org/where-the-order-is-defined',
  parse,
  compare(a, b) {
    for (let i = 0; i < a.length && i < b.length; i++) {
      const order = compareCounts(a[i] ?? 0, b[i] ?? 0);
      if (order !== 0) return order;
    }
    return a.length - b.length;
  },
});
