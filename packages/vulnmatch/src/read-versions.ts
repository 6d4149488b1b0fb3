import { dense, type Json, list, object, text } from './json.ts';
import type { Status, VersionClaim } from './model.ts';
import { schemeOfType } from './order.ts';
import {
  isNoBound,
  looksLikeVersion,
  meansAll,
  meansNothing,
  readVersionText,
  statusOf,
} from './version-text.ts';

/** Compiles the `versions[]` of an affected entry, in the record's order: the first that matches wins. */
export function readVersions(value: unknown, path: string, product: string | undefined): VersionClaim[] {
  const claims: VersionClaim[] = [];
  const seen = new Set<string>();
  for (const [i, item] of list(value, path).entries()) {
    const entry = object(item, `${path}[${i}]`);
    for (const claim of readVersion(entry, `${path}[${i}]`, product)) {
      const key = JSON.stringify(claim);
      if (!seen.has(key)) claims.push(claim);
      seen.add(key);
    }
  }
  return claims;
}

function readVersion(entry: Json, path: string, product: string | undefined): VersionClaim[] {
  const s = statusOf(entry.status);
  const version = text(entry.version) ?? '';
  const lt = text(entry.lessThan);
  const le = text(entry.lessThanOrEqual);
  const named = schemeOfType(text(entry.versionType));
  // Some records say git of plain releases (CVE-2024-4068: 0 to 3.0.2); no commit has a dot.
  const t = named === 'git' && /^v?\d+\.\d+/.test(lt ?? le ?? version) ? undefined : named;
  if (t === 'git') return [{ s, t, vague: true, q: quote(version, lt ?? le) }];
  if (lt === undefined && le === undefined) return readPhrase(version, s, t, product);
  return [readRange(version, lt, le, { s, t, ch: readChanges(entry.changes, `${path}.changes`) })];
}

function readRange(
  version: string,
  lt: string | undefined,
  le: string | undefined,
  base: { s: Status; t: string | undefined; ch: VersionClaim['ch'] },
): VersionClaim {
  const claim: VersionClaim = dense({ ...base });
  const lower = version.replace(/\.[x*]$/i, '');
  if (!meansNothing(version) && !meansAll(version) && lower !== '0') {
    const read = /^v?\d[^<>=\s]*$/i.test(lower) ? [{ is: lower }] : readVersionText(lower, undefined);
    const from = read?.length === 1 ? (read[0]?.is ?? read[0]?.ge) : undefined;
    if (from === undefined) return dense({ ...base, vague: true, q: quote(version, lt ?? le) });
    claim.ge = from;
  }
  const upper = lt ?? le ?? '*';
  if (upper === '*') return claim;
  const cleaned = cleanBound(upper);
  if (cleaned === undefined) return dense({ ...base, vague: true, q: quote(version, upper) });
  if (/\.\*$/.test(cleaned.version) || cleaned.inclusive === true) claim.le = cleaned.version;
  else if (cleaned.inclusive === false || lt !== undefined) claim.lt = cleaned.version;
  else claim.le = cleaned.version;
  if (cleaned.version !== upper) claim.q = upper;
  return claim;
}

/** `10.2.9-h1 `, `<=9.1.7`, `v4.1.4`, `2.426.x`; undefined for addresses and words. */
function cleanBound(bound: string): { version: string; inclusive?: boolean } | undefined {
  if (isNoBound(bound)) return undefined;
  const m = /^(<=|<|=)?\s*(?:version )?(v?\.?\d.*)$/i.exec(bound);
  if (!m?.[2]) return undefined;
  const version = m[2].trim().replace(/\.x$/i, '.*');
  if (!/^v?\.?\d[^,;<>=]*$/i.test(version)) return undefined;
  return m[1] === '<='
    ? { version, inclusive: true }
    : m[1] === '<'
      ? { version, inclusive: false }
      : { version };
}

function readPhrase(
  version: string,
  s: Status,
  t: string | undefined,
  product: string | undefined,
): VersionClaim[] {
  const read = version === '0' ? [{ is: '0' }] : readVersionText(version, product);
  if (!read) return [dense({ s, t, vague: true as const, q: quote(version, undefined) })];
  const spoken = !(read.length === 1 && looksLikeVersion(version));
  return read.map((bounds) => dense({ s, ...bounds, t, q: spoken ? quote(version, undefined) : undefined }));
}

const quote = (version: string, upper: string | undefined): string =>
  (upper === undefined ? version : `${version} … ${upper}`).slice(0, 200);

function readChanges(value: unknown, path: string): VersionClaim['ch'] {
  const changes = list(value, path).flatMap((item, i): [string, Status][] => {
    const change = object(item, `${path}[${i}]`);
    const at = text(change.at);
    return at === undefined ? [] : [[at, statusOf(change.status)]];
  });
  return changes.length === 0 ? undefined : changes;
}
