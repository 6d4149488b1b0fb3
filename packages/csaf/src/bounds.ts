import { isJson } from './json.ts';

/** The document is not one that is read; `path` says where. */
export class CsafError extends Error {
  readonly path: string;
  constructor(path: string, message: string) {
    super(`${path || '/'}: ${message}`);
    this.name = 'CsafError';
    this.path = path;
  }
}

/** The largest published documents (kernel errata of Red Hat) have about 600,000 values; branches nest to 30. */
export const MAX_VALUES = 3_000_000;
export const MAX_DEPTH = 200;

/** Refuses what is too deep or too large to be walked. */
export function checkBounds(document: unknown): void {
  const open: { value: object; depth: number }[] = [];
  let count = 0;
  if (typeof document === 'object' && document !== null) open.push({ value: document, depth: 1 });
  for (let next = open.pop(); next; next = open.pop()) {
    const members: unknown[] = Array.isArray(next.value) ? next.value : Object.values(next.value);
    count += members.length;
    if (count > MAX_VALUES) throw new CsafError('', `more than ${MAX_VALUES} values`);
    for (const member of members) {
      if (!isJson(member) && !Array.isArray(member)) continue;
      if (next.depth >= MAX_DEPTH) throw new CsafError('', `nested deeper than ${MAX_DEPTH}`);
      open.push({ value: member, depth: next.depth + 1 });
    }
  }
}
