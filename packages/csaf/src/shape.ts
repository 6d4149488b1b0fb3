import { quote } from './finding.ts';
import { isJson, type Json } from './json.ts';

/** Checks one value; calls `fail` with the place and the reason of each fault. */
export type Shape = (value: unknown, path: string, fail: (path: string, message: string) => void) => void;

interface TextRules {
  pattern?: RegExp;
  /** What the pattern asks for, in words. */
  what?: string;
  of?: readonly string[];
  empty?: boolean;
  test?: (text: string) => boolean;
}

/** A text: not empty unless `empty`, one `of` some words, or of a form. */
export function text(rules: TextRules = {}): Shape {
  return (value, path, fail) => {
    if (typeof value !== 'string') return fail(path, 'text expected');
    if (value === '' && !rules.empty) return fail(path, 'text is empty');
    if (rules.of && !rules.of.includes(value))
      return fail(path, `${quote(value)} is none of ${rules.of.join(', ')}`);
    const holds = (rules.pattern?.test(value) ?? true) && (rules.test?.(value) ?? true);
    if (!holds) fail(path, `${quote(value)} is not ${rules.what ?? 'of the expected form'}`);
  };
}

/** A list of at least `min` items. */
export function list(item: Shape, { min = 1, unique = false } = {}): Shape {
  return (value, path, fail) => {
    if (!Array.isArray(value)) return fail(path, 'list expected');
    if (value.length < min) return fail(path, `at least ${min} expected`);
    if (unique) {
      const seen = new Set<string>();
      for (const [i, one] of value.entries()) {
        const key = canonical(one);
        if (seen.has(key)) fail(`${path}/${i}`, 'is listed twice');
        seen.add(key);
      }
    }
    for (const [i, one] of value.entries()) item(one, `${path}/${i}`, fail);
  };
}

/** Equal values have one text whatever the order of their members. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join()}]`;
  if (!isJson(value)) return JSON.stringify(value) ?? 'null';
  return `{${Object.keys(value)
    .sort()
    .map((key) => `${JSON.stringify(key)}:${canonical(value[key])}`)
    .join()}}`;
}

interface ObjectRules {
  /** Other members are refused. */
  closed?: boolean;
  min?: number;
  max?: number;
}

/** An object. Members whose name ends with `!` are required. */
export function object(
  members: Record<string, Shape>,
  { closed = false, min = 0, max }: ObjectRules = {},
): Shape {
  const shapes = new Map(Object.entries(members).map(([name, shape]) => [name.replace(/!$/, ''), shape]));
  const required = Object.keys(members).flatMap((name) => (name.endsWith('!') ? [name.slice(0, -1)] : []));
  return (value, path, fail) => {
    if (!isJson(value)) return fail(path, 'object expected');
    for (const name of required) if (!Object.hasOwn(value, name)) fail(path, `${name} is missing`);
    checkCount(value, path, fail, min, max);
    for (const [name, member] of Object.entries(value)) {
      const shape = shapes.get(name);
      if (shape) shape(member, `${path}/${pointer(name)}`, fail);
      else if (closed) fail(`${path}/${pointer(name)}`, 'is not a member of this object');
    }
  };
}

function checkCount(
  value: Json,
  path: string,
  fail: Parameters<Shape>[2],
  min: number,
  max: number | undefined,
) {
  const count = Object.keys(value).length;
  if (count < min) fail(path, `at least ${min} members expected`);
  if (max !== undefined && count > max) fail(path, `at most ${max} members expected`);
}

/** A member's name in a JSON pointer. */
export const pointer = (name: string): string => name.slice(0, 100).replace(/~/g, '~0').replace(/\//g, '~1');

/** A shape that contains itself. */
export const lazy =
  (shape: () => Shape): Shape =>
  (value, path, fail) =>
    shape()(value, path, fail);

export const anything: Shape = () => undefined;
