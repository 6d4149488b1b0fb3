/** Words that say what kind of body a vendor is, not which one. */
const BODY_WORDS = new Set(
  'inc incorporated corp corporation co company ltd limited llc gmbh ag sa sas srl bv nv plc pty oy ab kk pvt foundation software project group team the org'.split(
    ' ',
  ),
);

const EMPTY_NAMES = new Set([
  '',
  'n/a',
  'na',
  'n\\/a',
  'unknown',
  'unspecified',
  'none',
  '-',
  '*',
  'various',
  'multiple',
]);

/** True for the words records write where a name should stand. */
export function isNoName(text: string | undefined): boolean {
  return text === undefined || EMPTY_NAMES.has(text.trim().toLowerCase());
}

const memo = new Map<string, string>();

/** Letters and digits only, lower case, accents off: `Back\up & Réplication` → `backupreplication`. */
export function compact(text: string): string {
  let known = memo.get(text);
  if (known === undefined) {
    known = text
      .normalize('NFKD')
      .replace(/[\p{M}\u00AE\u2122\u00A9]/gu, '')
      .toLowerCase()
      .replace(/[^\p{L}\p{N}+#]/gu, '');
    if (memo.size > 50_000) memo.clear();
    memo.set(text, known);
  }
  return known;
}

/** One key for the spellings of a vendor: `Palo Alto Networks`, `paloaltonetworks`; `PHP Group`, `php_group`, `php`. */
export function vendorKey(vendor: string): string {
  let known = vendorKeys.get(vendor);
  if (known === undefined) {
    known = readVendorKey(vendor);
    if (vendorKeys.size > 50_000) vendorKeys.clear();
    vendorKeys.set(vendor, known);
  }
  return known;
}

const vendorKeys = new Map<string, string>();

function readVendorKey(vendor: string): string {
  const words = vendor
    .replace(/\.(com|org|net|io|fr|de)\b/gi, '')
    .split(/[\s_,./&-]+/)
    .map(compact)
    .filter((w) => w !== '');
  let end = words.length;
  while (end > 1 && BODY_WORDS.has(words[end - 1] ?? '')) end -= 1;
  const start = end > 1 && words[0] === 'the' ? 1 : 0;
  const key = words.slice(start, end).join('');
  return VENDOR_ALIASES.get(key) ?? key;
}

/** Names one vendor is registered under in CPE and records; both sides of an alias were seen in published records. */
const VENDOR_ALIASES = new Map([
  ['paloalto', 'paloaltonetworks'],
  ['hewlettpackardenterprise', 'hpe'],
  ['hewlettpackard', 'hp'],
  ['linuxkernelorganization', 'linux'],
  ['kernel', 'linux'],
  ['microsoftoffice', 'microsoft'],
]);

/** One key for the spellings of a product; a leading vendor name is dropped: `Apache HTTP Server` → `httpserver`. */
export function productKey(vendor: string | undefined, product: string): string {
  const plain = product.replace(/\((server core installation|tm|r|c)\)/gi, '');
  const key = compact(plain);
  if (vendor === undefined || isNoName(vendor)) return key;
  for (const lead of [compact(vendor), vendorKey(vendor)])
    if (lead.length > 2 && key.length > lead.length + 1 && key.startsWith(lead) && startsAtWord(plain, lead))
      return key.slice(lead.length);
  return key;
}

/** True when the lead is whole words of the product: `Apache HTTP` but not `Phpmyadmin` for `php`. */
function startsAtWord(product: string, lead: string): boolean {
  let seen = '';
  for (const word of product.split(/[\s_-]+/)) {
    seen += compact(word);
    if (seen.length >= lead.length) return seen === lead;
  }
  return false;
}

/** Index key of a vendor and product. */
export function vpKey(vendor: string, product: string): string {
  const v = vendorKey(vendor);
  const p = productKey(vendor, product);
  return v === 'linux' && KERNEL_NAMES.includes(p) ? KERNEL : `vp:${v}:${p}`;
}

/** The kernel is `Linux` by `Linux` in CVE records, `linux_kernel` in CPE, `linux` or `kernel` in distributions. */
export const KERNEL = 'vp:linux:kernel';
export const KERNEL_NAMES = ['linux', 'kernel', 'linuxkernel'];

/** CPE `target_sw` values that name a package ecosystem, as purl types. */
const ECOSYSTEM_OF_TARGET = new Map([
  ['node.js', 'npm'],
  ['nodejs', 'npm'],
  ['python', 'pypi'],
  ['pypi', 'pypi'],
  ['ruby', 'gem'],
  ['rubygems', 'gem'],
  ['rails', 'gem'],
  ['rust', 'cargo'],
  ['go', 'golang'],
  ['golang', 'golang'],
  ['.net', 'nuget'],
  ['asp.net', 'nuget'],
  ['php', 'composer'],
  ['laravel', 'composer'],
  ['maven', 'maven'],
  ['java', 'maven'],
  ['perl', 'cpan'],
  ['wordpress', 'wordpress'],
  ['drupal', 'drupal'],
  ['joomla', 'joomla'],
  ['joomla\\!', 'joomla'],
  ['joomla!', 'joomla'],
  ['jenkins', 'jenkins'],
  ['typo3', 'typo3'],
  ['prestashop', 'prestashop'],
  ['android', 'android'],
]);

export function ecosystemOfTarget(targetSw: string): string | undefined {
  return ECOSYSTEM_OF_TARGET.get(targetSw.toLowerCase());
}
