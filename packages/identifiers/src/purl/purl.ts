import { type Problem, problem } from '../problem.ts';
import { ruleOf } from './type-rules.ts';

/** The parts of a package URL, decoded. */
export interface Purl {
  type: string;
  namespace?: string;
  name: string;
  version?: string;
  /** Keys in lower case; empty values are dropped. */
  qualifiers: Record<string, string>;
  subpath?: string;
}

/** Longest package URL that is read. */
export const MAX_PURL_LENGTH = 4096;

const TYPE = /^[a-z][a-z0-9.-]*$/;
const LONE_SURROGATE = /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g;
const QUALIFIER_KEY = /^[a-z][a-z0-9._-]*$/;

/**
 * Checks the parts against the general and the type's rules, and brings them into canonical form.
 *
 * @param loose keeps what sloppy inventories hold: a namespace missing or too many, a qualifier missing.
 */
export function normalisePurl(parts: Purl, loose = false): Purl | Problem {
  const type = parts.type.toLowerCase();
  if (!TYPE.test(type)) return problem('type');
  const rule = ruleOf(type);
  const lower = (part: 'namespace' | 'name' | 'version' | 'subpath', text: string | undefined) =>
    rule.lower?.includes(part) ? text?.toLowerCase() : text;
  const path = joinSegments(parts.namespace);
  const ignoresCase = type === 'git' && /^(?:github|bitbucket)(?:\.com|\.org)?(?:\/|$)/i.test(path ?? '');
  const namespace = ignoresCase ? path?.toLowerCase() : lower('namespace', path);
  const rawName = lower('name', trimSlashes(parts.name)) ?? '';
  const name = normaliseName(type, ignoresCase ? rawName.toLowerCase() : rawName, parts.qualifiers);
  const version = lower('version', parts.version);
  const subpath = lower('subpath', joinSubpath(parts.subpath));
  if (name === '') return problem('name');
  if (!loose) {
    if (rule.namespace === 'required' && !namespace) return problem('namespace');
    if (rule.namespace === 'prohibited' && namespace) return problem('namespace');
    if (rule.requiredQualifier && !parts.qualifiers[rule.requiredQualifier]) return problem('qualifiers');
    if (rule.namePattern && !rule.namePattern.test(name)) return problem('name');
    if (version && rule.versionPattern && !rule.versionPattern.test(version)) return problem('version');
  }
  const qualifiers = readQualifiers(parts.qualifiers);
  if (qualifiers === undefined) return problem('qualifiers');
  return {
    type,
    ...(namespace ? { namespace } : {}),
    name,
    ...(version ? { version } : {}),
    qualifiers,
    ...(subpath ? { subpath } : {}),
  };
}

function normaliseName(type: string, name: string, qualifiers: Record<string, string>): string {
  if (type === 'pypi') return name.replaceAll('_', '-');
  if (type === 'pub') return name.replace(/[^a-z0-9]/g, '_');
  if (type === 'hackage') return name.replace(/[_ ]/g, '-');
  // MLflow servers differ: Databricks ignores case, Azure ML does not.
  if (type === 'mlflow' && /databricks/i.test(qualifiers.repository_url ?? '')) return name.toLowerCase();
  return name;
}

function readQualifiers(raw: Record<string, string>): Record<string, string> | undefined {
  const kept: Record<string, string> = {};
  for (const key of Object.keys(raw).sort()) {
    if (!QUALIFIER_KEY.test(key)) return undefined;
    const value = raw[key];
    if (value) kept[key] = value;
  }
  return kept;
}

function trimSlashes(text: string): string {
  let from = 0;
  let to = text.length;
  while (from < to && text[from] === '/') from++;
  while (to > from && text[to - 1] === '/') to--;
  return text.slice(from, to);
}

function joinSegments(text: string | undefined): string | undefined {
  return text === undefined ? undefined : text.split('/').filter(Boolean).join('/');
}

function joinSubpath(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  return text
    .split('/')
    .filter((segment) => segment !== '' && segment !== '.' && segment !== '..')
    .join('/');
}

/** Percent-encodes all but letters, digits and `.-_~:` (purl-spec, "character encoding"). */
export function encodePart(text: string): string {
  return encodeURIComponent(text.replace(LONE_SURROGATE, '\uFFFD'))
    .replaceAll('%3A', ':')
    .replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);
}

/** Writes the canonical text of parts that {@link normalisePurl} gave. */
export function writePurl(purl: Purl): string {
  const path = (text: string) => text.split('/').map(encodePart).join('/');
  // The name of a Git repository may be a path of its own.
  const name = purl.type === 'git' ? path(purl.name) : encodePart(purl.name);
  const qualifiers = Object.keys(purl.qualifiers)
    .sort()
    .map((key) => `${key}=${encodePart(purl.qualifiers[key] ?? '')}`);
  return [
    `pkg:${purl.type}/`,
    purl.namespace ? `${path(purl.namespace)}/` : '',
    name,
    purl.version ? `@${encodePart(purl.version)}` : '',
    qualifiers.length > 0 ? `?${qualifiers.join('&')}` : '',
    purl.subpath ? `#${path(purl.subpath)}` : '',
  ].join('');
}
