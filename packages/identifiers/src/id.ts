/** Kinds of vulnerability and advisory ids. */
export type IdKind = 'cve' | 'ghsa' | 'gcve' | 'euvd' | 'certfr-advisory' | 'certfr-alert' | 'certfr' | 'osv';

const MAX_ID_LENGTH = 512;
// Numbers are never read as integers: GCVE ids of 140 digits exist.
const CVE = /^CVE-\d{4}-\d{4,}$/i;
const KINDS: readonly [IdKind, RegExp][] = [
  ['cve', CVE],
  ['ghsa', /^GHSA(?:-[23456789cfghjmpqrvwx]{4}){3}$/i],
  ['gcve', /^GCVE-\d+-\d{4}-\d+$/i],
  ['euvd', /^EUVD-\d{4}-\d+$/i],
  ['certfr-advisory', /^CERT(?:FR|A)-\d{4}-AVI-\d{3,}$/i],
  ['certfr-alert', /^CERT(?:FR|A)-\d{4}-ALE-\d{3,}$/i],
  ['certfr', /^CERT(?:FR|A)-\d{4}-[A-Z]{3}-\d{3,}$/i],
];
// Prefixes of the OSV schema's ecosystem databases.
const OSV =
  /^(?:A|ALBA|ALEA|ALPINE|ALSA|ASB-A|BELL|BIT|CGA|CLEANSTART|CURL|DEBIAN|DLA|DSA|DTSA|DRUPAL|ECHO|EEF|ELA|GO|GSD|HSEC|JLSEC|KUBE|LBSEC|LSN|MAL|MGASA|MINI|OESA|OSEC|OSV|PHSA|PSF|PUB-A|PYSEC|RHBA|RHEA|RHSA|RLSA|RUSTSEC|RXSA|SUSE-[A-Z]{2}|openSUSE-[A-Z]{2}|UBUNTU|USN|UVI|V8|ROOT)-[\w.:~+-]+$/i;

/** True for a CVE id with any number of digits. */
export function isCve(id: string): boolean {
  return id.length <= MAX_ID_LENGTH && CVE.test(id);
}

/** The kind of an id; `undefined` when no known family fits. */
export function idKind(id: string): IdKind | undefined {
  if (id.length > MAX_ID_LENGTH) return undefined;
  for (const [kind, shape] of KINDS) if (shape.test(id)) return kind;
  return OSV.test(id) ? 'osv' : undefined;
}

/**
 * The spelling under which ids are compared: trimmed, CVE in upper case, GHSA with its lower-case groups, and
 * `GCVE-0-YYYY-N` as the CVE id that it repeats.
 */
export function normaliseId(id: string): string {
  const trimmed = id.trim();
  const kind = idKind(trimmed);
  if (kind === 'ghsa') return `GHSA${trimmed.slice(4).toLowerCase()}`;
  if (kind === 'gcve') return trimmed.toUpperCase().replace(/^GCVE-0+-/, 'CVE-');
  return kind === 'osv' || kind === undefined ? trimmed : trimmed.toUpperCase();
}
