import { createHash } from 'node:crypto';
import type { Ajv } from 'ajv';

/**
 * JSON Schema's `uniqueItems` in linear time: ajv compares objects two by two, which takes minutes on 50,000 components.
 * Equal items have the same canonical text; only its digest is kept, so that the check does not hold the document twice.
 */
export function addUniqueItems(ajv: Ajv): void {
  ajv.removeKeyword('uniqueItems');
  const check = Object.assign(
    (isWanted: boolean, items: readonly unknown[]): boolean => {
      if (!isWanted || items.length < 2) return true;
      const seen = new Map<string, number>();
      for (const [i, item] of items.entries()) {
        const key = createHash('sha256').update(canonical(item)).digest('base64');
        const j = seen.get(key);
        if (j !== undefined) {
          const message = `must NOT have duplicate items (items ## ${j} and ${i} are identical)`;
          check.errors = [{ keyword: 'uniqueItems', message, params: { i, j } }];
          return false;
        }
        seen.set(key, i);
      }
      return true;
    },
    { errors: [] as { keyword: string; message: string; params: Record<string, unknown> }[] },
  );
  ajv.addKeyword({
    keyword: 'uniqueItems',
    type: 'array',
    schemaType: 'boolean',
    validate: check,
    errors: true,
  });
}

/** The same text for equal values, whatever the order of their keys. */
function canonical(value: unknown): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([k, v]) => `${JSON.stringify(k)}:${canonical(v)}`).join(',')}}`;
}
