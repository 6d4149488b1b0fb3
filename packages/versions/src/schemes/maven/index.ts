import { defineScheme } from '../../define-scheme.ts';
import { compareText } from '../../digits.ts';
import { compareItems, type ListItem } from './item.ts';
import { parseItems } from './parse.ts';

export default defineScheme<{ items: ListItem; text: string }>({
  id: 'maven',
  purlTypes: ['maven'],
  ecosystems: ['Maven'],
  norm: 'https://maven.apache.org/pom.html#Version_Order_Specification',
  parse(raw) {
    const text = raw.trim().toLowerCase();
    return text === '' ? undefined : { items: parseItems(text), text };
  },
  compare: (a, b) => (compareText(a.text, b.text) === 0 ? 0 : compareItems(a.items, b.items)),
});
