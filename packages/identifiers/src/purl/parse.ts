import { isProblem } from '../problem.ts';
import { MAX_PURL_LENGTH, normalisePurl, type Purl, writePurl } from './purl.ts';

/** Cuts `text` at the last `mark`. */
function cutLast(text: string, mark: string): [before: string, after: string | undefined] {
  const at = text.lastIndexOf(mark);
  return at < 0 ? [text, undefined] : [text.slice(0, at), text.slice(at + mark.length)];
}

function decode(text: string): string | undefined {
  if (!text.includes('%')) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

function decodePath(text: string): string | undefined {
  const segments = text.split('/').filter(Boolean).map(decode);
  // An encoded slash in one segment would move the border between namespace and name when written again.
  return segments.some((segment) => segment === undefined) ? undefined : segments.join('/');
}

function decodeQualifiers(text: string, loose: boolean): Record<string, string> | undefined {
  const found: Record<string, string> = {};
  for (const pair of text.split('&')) {
    if (pair === '') continue;
    const equals = pair.indexOf('=');
    const rawKey = equals < 0 ? pair : pair.slice(0, equals);
    // purl-spec's suite refuses `Platform` and reads `repositorY_url`.
    if (!loose && /^[A-Z]/.test(rawKey)) return undefined;
    const key = rawKey.toLowerCase();
    const value = decode(equals < 0 ? '' : pair.slice(equals + 1));
    if (value === undefined || key === '__proto__' || Object.hasOwn(found, key)) return undefined;
    found[key] = value;
  }
  return found;
}

function split(text: string, loose: boolean): Purl | undefined {
  if (text.length > MAX_PURL_LENGTH || !/^pkg:/i.test(text)) return undefined;
  const [beforeSubpath, rawSubpath] = cutLast(text.slice(4), '#');
  const [beforeQualifiers, rawQualifiers] = cutLast(beforeSubpath, '?');
  const path = beforeQualifiers.replace(/^\/{1,8}/, '');
  const slash = path.indexOf('/');
  if (slash < 0) return undefined;
  const afterType = path.slice(slash + 1);
  const [beforeVersion, rawVersion] = cutVersion(afterType);
  // `ns/@1.0` has no name; `ns/name/` without version has one.
  if (rawVersion !== undefined && beforeVersion.endsWith('/')) return undefined;
  const trimmed = beforeVersion.endsWith('/') ? beforeVersion.slice(0, -1) : beforeVersion;
  const lastSlash = trimmed.lastIndexOf('/');
  const name = decode(trimmed.slice(lastSlash + 1));
  const namespace = lastSlash < 0 ? '' : decodePath(trimmed.slice(0, lastSlash));
  const version = decode(rawVersion ?? '');
  const subpath = decodePath(rawSubpath ?? '');
  const qualifiers = decodeQualifiers(rawQualifiers ?? '', loose);
  if (
    name === undefined ||
    namespace === undefined ||
    version === undefined ||
    subpath === undefined ||
    qualifiers === undefined
  )
    return undefined;
  return { type: path.slice(0, slash), namespace, name, version, qualifiers, subpath };
}

/** The version starts at the last `@`, unless that opens an npm scope written without encoding (`@scope/name`). */
function cutVersion(text: string): [before: string, version: string | undefined] {
  const [before, version] = cutLast(text, '@');
  const isScope = version?.includes('/') && (before === '' || before.endsWith('/'));
  return isScope ? [text, undefined] : [before, version];
}

/**
 * Reads a package URL by the rules of package-url/purl-spec, its type's rules included.
 *
 * @returns the decoded, canonical parts; `undefined` when the text is not a valid package URL. Never throws.
 * @example
 * parsePurl('pkg:deb/debian/curl@7.50.3-1?distro=jessie')?.version; // '7.50.3-1'
 */
export function parsePurl(text: string): Purl | undefined {
  return read(text, false);
}

/**
 * Reads a package URL as inventories really write it: a missing namespace (`pkg:golang/stdlib`), a namespace where
 * none belongs, or an upper-case qualifier key are accepted.
 */
export function parsePurlLoosely(text: string): Purl | undefined {
  return read(text, true);
}

function read(text: string, loose: boolean): Purl | undefined {
  const parts = split(text.trim(), loose);
  const purl = parts && normalisePurl(parts, loose);
  return purl === undefined || isProblem(purl) ? undefined : purl;
}

/** What {@link formatPurl} takes: only type and name are needed. */
export type PurlParts = Pick<Purl, 'type' | 'name'> & Partial<Omit<Purl, 'type' | 'name'>>;

/** Writes the canonical package URL of its parts; `undefined` when they break a rule. */
export function formatPurl(parts: PurlParts): string | undefined {
  const purl = normalisePurl({ ...parts, qualifiers: parts.qualifiers ?? {} });
  return isProblem(purl) ? undefined : writePurl(purl);
}
