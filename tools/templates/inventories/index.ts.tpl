import { fail } from '../../errors.ts';
import { __define__ } from '../inventory.ts';
import { parseJsonDocument } from '../parse-json.ts';
import { __Name__Document } from './schema.ts';

export default __define__({
  id: '__id__',
  title: { fr: '__Name__', en: '__Name__' },
  accepts: { extensions: ['.json'], mediaTypes: ['application/json'] },
  detect(head) {
    return /"__id__"\s*:/.test(head) ? 'yes' : 'no';
  },
  async *parse(document, { signal }) {
    const parsed = __Name__Document.safeParse(await parseJsonDocument(document));
    if (!parsed.success) {
      const [issue] = parsed.error.issues;
      throw fail('inventory-refused', {
        details: { file: document.name, place: `/${issue?.path.join('/') ?? ''}`, reason: issue?.message ?? '' },
      });
    }
    for (const [index, item] of parsed.data['__id__'].entries()) {
      signal?.throwIfAborted();
      yield {
        kind: 'component',
        ref: String(index),
        name: item.name,
        ...(item.version ? { version: item.version } : {}),
      };
    }
  },
});
