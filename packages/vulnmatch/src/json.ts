import { MalformedRecordError } from './model.ts';

export type Json = Record<string, unknown>;

/** Longest list of a record that is read; longer is refused, not cut. */
const MAX_LIST = 20_000;

export function object(value: unknown, path: string): Json {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new MalformedRecordError(path, 'object');
  return value as Json;
}

export function list(value: unknown, path: string): unknown[] {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) throw new MalformedRecordError(path, 'list');
  if (value.length > MAX_LIST) throw new MalformedRecordError(path, `list of at most ${MAX_LIST}`);
  return value;
}

/** A text or nothing; other things are nothing, texts are bounded. */
export function text(value: unknown, max = 2048): string | undefined {
  if (typeof value !== 'string') return typeof value === 'number' ? String(value) : undefined;
  const trimmed = value.trim();
  return trimmed === '' || trimmed.length > max ? undefined : trimmed;
}

export function texts(value: unknown, path: string): string[] {
  return list(value, path).flatMap((item) => text(item) ?? []);
}

/** The object without its undefined members, so that it is the same after a trip through JSON. */
export function dense<T extends object>(value: T): T {
  for (const key of Object.keys(value) as (keyof T)[]) if (value[key] === undefined) delete value[key];
  return value;
}
