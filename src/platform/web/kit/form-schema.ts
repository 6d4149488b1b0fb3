import type { z } from 'zod';
import { translate } from '../i18n.ts';

/** What a form needs to know of one field of a zod schema. */
export interface FieldShape {
  name: string;
  kind: 'text' | 'email' | 'url' | 'number' | 'boolean' | 'enum' | 'date' | 'tags' | 'choices' | 'other';
  required: boolean;
  values?: readonly string[];
  min?: number;
  max?: number;
  fallback?: unknown;
}

interface Def {
  type: string;
  innerType?: z.ZodType;
  in?: z.ZodType;
  out?: z.ZodType;
  entries?: Record<string, string>;
  values?: unknown[];
  element?: z.ZodType;
  defaultValue?: unknown;
  format?: string;
}
/** What zod 4 tells of a text or a number beside its definition. */
interface Told {
  minLength?: number | null;
  maxLength?: number | null;
  minValue?: number | null;
  maxValue?: number | null;
  format?: string | null;
}

const defOf = (schema: z.ZodType): Def => schema._zod.def as unknown as Def;

function unwrap(schema: z.ZodType): { schema: z.ZodType; optional: boolean; fallback?: unknown } {
  let at = schema;
  let optional = false;
  let fallback: unknown;
  let forced = false;
  for (let i = 0; i < 10; i++) {
    const def = defOf(at);
    // `.required()` on an optional field.
    if (def.type === 'nonoptional') forced = true;
    if (def.type === 'default' || def.type === 'prefault') fallback = def.defaultValue;
    if (['optional', 'nullable', 'default', 'prefault'].includes(def.type)) optional = true;
    const inner = def.innerType ?? (def.type === 'pipe' ? pipeSide(def) : undefined);
    if (!inner) break;
    at = inner;
  }
  return { schema: at, optional: optional && !forced, ...(fallback === undefined ? {} : { fallback }) };
}

/** Of a pipe, the side a person fills in: not the transform. */
const pipeSide = (def: Def): z.ZodType | undefined =>
  def.in && defOf(def.in).type !== 'transform' ? def.in : def.out;

/** The fields of an object schema, in its order. */
export function fieldsOf(schema: z.ZodObject): FieldShape[] {
  return Object.entries(schema.shape).map(([name, field]) => shapeOf(name, field as z.ZodType));
}

function shapeOf(name: string, field: z.ZodType): FieldShape {
  const { schema, optional, fallback } = unwrap(field);
  const def = defOf(schema);
  const told = schema as unknown as Told;
  const min = told.minLength ?? told.minValue ?? Number.NaN;
  const max = told.maxLength ?? told.maxValue ?? Number.NaN;
  const limits = {
    ...(Number.isSafeInteger(min) && min !== Number.MIN_SAFE_INTEGER ? { min } : {}),
    ...(Number.isSafeInteger(max) && max !== Number.MAX_SAFE_INTEGER ? { max } : {}),
  };
  const base = { name, required: !optional, ...(fallback === undefined ? {} : { fallback }) };
  if (def.type === 'enum') return { ...base, kind: 'enum', values: Object.values(def.entries ?? {}) };
  if (def.type === 'number') return { ...base, kind: 'number', ...limits };
  if (def.type === 'boolean') return { ...base, kind: 'boolean', required: true };
  if (def.type === 'array' && def.element && defOf(def.element).type === 'enum')
    return { ...base, kind: 'choices', values: Object.values(defOf(def.element).entries ?? {}) };
  if (def.type === 'array' && def.element && defOf(def.element).type === 'string')
    return { ...base, kind: 'tags' };
  if (def.type !== 'string') return { ...base, kind: 'other' };
  const format = def.format ?? told.format;
  if (format === 'email' || format === 'url') return { ...base, kind: format };
  if (format === 'date') return { ...base, kind: 'date' };
  return { ...base, kind: 'text', ...limits };
}

interface Issue {
  code?: string;
  path: PropertyKey[];
  format?: string;
  minimum?: number | bigint;
  maximum?: number | bigint;
  origin?: string;
  expected?: string;
  input?: unknown;
}

/** zod's issues as our sentences, by dotted path; the first of each field. */
export function sentencesOf(issues: readonly unknown[]): Record<string, string> {
  const out: Record<string, string> = {};
  for (const raw of issues) {
    const issue = raw as Issue;
    const path = issue.path.join('.');
    out[path] ??= sentence(issue);
  }
  return out;
}

function sentence(issue: Issue): string {
  const text = issue.origin === 'string' || issue.origin === 'array';
  if (issue.code === 'too_small') {
    const count = Number(issue.minimum);
    if (text && count <= 1) return translate('shell:form.missing');
    return translate(text ? 'shell:form.too-short' : 'shell:form.too-small', { count });
  }
  if (issue.code === 'too_big')
    return translate(text ? 'shell:form.too-long' : 'shell:form.too-big', { count: Number(issue.maximum) });
  if (issue.format === 'email') return translate('shell:form.email');
  if (issue.format === 'url') return translate('shell:form.url');
  if (issue.format === 'date') return translate('shell:form.date');
  if (issue.code === 'invalid_type' && (issue.input === undefined || issue.input === null))
    return translate('shell:form.missing');
  if (issue.expected === 'number') return translate('shell:form.number');
  return translate('shell:form.invalid');
}
