export interface FieldChange {
  field: string;
  before: unknown;
  after: unknown;
}

/** Which fields of two readings differ; order inside lists counts for nothing when they hold plain texts. */
export function fieldChanges(before: Record<string, unknown>, after: Record<string, unknown>): FieldChange[] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
  return names.flatMap((field) => {
    const [a, b] = [before[field] ?? null, after[field] ?? null];
    return same(a, b) ? [] : [{ field, before: a, after: b }];
  });
}

function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(comparable(a)) === JSON.stringify(comparable(b));
}

function comparable(value: unknown): unknown {
  return Array.isArray(value) && value.every((v) => typeof v === 'string') ? [...value].sort() : value;
}
