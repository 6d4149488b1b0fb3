/** One spelling per distribution, from purl namespaces, `distro` qualifiers and OSV ecosystems. */
const DISTRIBUTIONS = new Map(
  Object.entries({
    debian: 'debian',
    ubuntu: 'ubuntu canonical',
    alpine: 'alpine alpinelinux',
    redhat: 'redhat rhel red-hat redhatenterpriselinux red-hat-enterprise-linux',
    centos: 'centos',
    almalinux: 'almalinux alma',
    rocky: 'rocky rockylinux rocky-linux',
    oracle: 'oracle ol oraclelinux oracle-linux oracle-linux-server',
    fedora: 'fedora',
    amazon: 'amazon amzn amazonlinux amazon-linux',
    suse: 'suse sles sle sled sle-hpc suse-linux-enterprise-server sles_sap',
    opensuse: 'opensuse opensuse-leap opensuse-tumbleweed',
    azurelinux: 'azurelinux mariner azure-linux cbl-mariner',
    photon: 'photon photon-os',
    openeuler: 'openeuler',
    mageia: 'mageia',
    arch: 'arch archlinux arch-linux',
    wolfi: 'wolfi',
    chainguard: 'chainguard',
    minimos: 'minimos',
    alpaquita: 'alpaquita',
    echo: 'echo',
    openwrt: 'openwrt',
    gentoo: 'gentoo',
    scientific: 'scientific',
    eurolinux: 'eurolinux',
  }).flatMap(([id, spellings]) => spellings.split(' ').map((s): [string, string] => [s, id])),
);

/** The id under which statements of a distribution are kept; what is not known keeps its own lower-case spelling. */
export function distributionOf(words: string): string {
  const key = words
    .trim()
    .toLowerCase()
    .replace(/[\s_]+/g, '-');
  return DISTRIBUTIONS.get(key) ?? key;
}

/** True for a spelling that names a distribution of the table. */
export const isDistribution = (words: string): boolean => DISTRIBUTIONS.has(words.trim().toLowerCase());

const pairs = (text: string): Map<string, string> =>
  new Map(text.split(' ').map((pair) => pair.split(':') as [string, string]));

const DEBIAN = pairs(
  'woody:3.0 sarge:3.1 etch:4 lenny:5 squeeze:6 wheezy:7 jessie:8 stretch:9 buster:10 bullseye:11 bookworm:12 trixie:13 forky:14 duke:15 sid:sid unstable:sid testing:testing',
);
const UBUNTU = pairs(
  'precise:12.04 trusty:14.04 xenial:16.04 bionic:18.04 cosmic:18.10 disco:19.04 eoan:19.10 focal:20.04 groovy:20.10 hirsute:21.04 impish:21.10 jammy:22.04 kinetic:22.10 lunar:23.04 mantic:23.10 noble:24.04 oracular:24.10 plucky:25.04 questing:25.10 resolute:26.04',
);

/** Distributions without releases: a statement holds for whatever is installed. */
const ROLLING = new Set(['wolfi', 'chainguard', 'minimos', 'arch', 'gentoo', 'echo']);

export const isRolling = (distribution: string): boolean => ROLLING.has(distribution);

/**
 * One spelling per release, from the suffix of an OSV ecosystem, a `distro` qualifier or words.
 *
 * @returns undefined when the words name none.
 * @example
 * normalRelease('debian', 'debian-11.6'); // '11'
 * normalRelease('ubuntu', '22.04:LTS'); // '22.04'
 * normalRelease('suse', 'Linux Enterprise Server 15 SP5'); // '15.5'
 */
export function normalRelease(distribution: string, words: string): string | undefined {
  const text = words.trim().toLowerCase();
  if (text === '' || ROLLING.has(distribution)) return undefined;
  switch (distribution) {
    case 'debian':
      return named(DEBIAN, text) ?? numbers(text, /^3(\.|$)/.test(bare(text)) ? 2 : 1);
    case 'ubuntu':
      return ubuntu(text);
    case 'alpine':
    case 'alpaquita':
      return /edge|alpha|stream/.test(text) ? 'edge' : numbers(text, 2);
    case 'redhat':
      return redHat(text);
    case 'suse':
      return suse(text);
    case 'opensuse':
      return openSuse(text);
    case 'azurelinux':
    case 'photon':
      return numbers(text, 1)?.concat('.0');
    case 'amazon':
      return numbers(text, 1)?.replace(/^201\d$/, '1');
    case 'openeuler':
      return text.replace(/^openeuler[-:]/, '');
    default:
      return numbers(text, 1);
  }
}

const bare = (text: string): string => text.replace(/^[a-z][a-z_ -]*[-: ]?v?(?=\d)/, '');

function named(table: Map<string, string>, text: string): string | undefined {
  for (const word of text.split(/[^a-z]+/)) {
    const found = table.get(word);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The first number of a text with as many parts as a release has. */
function numbers(text: string, parts: 1 | 2): string | undefined {
  const found = /\d+(?:\.\d+)*/.exec(text)?.[0].split('.').slice(0, parts);
  return found === undefined ? undefined : found.join('.');
}

/** Pro's extended fixes are of the same release; its FIPS, real-time and other kernels are other packages. */
function ubuntu(text: string): string | undefined {
  const release = /\d\d\.\d\d/.exec(text)?.[0] ?? named(UBUNTU, text);
  const stream = /\b(fips|realtime|bluefield|nvidia|certified)/.exec(text)?.[1];
  return release === undefined || stream === undefined ? release : `${release}/${stream}`;
}

/** `enterprise_linux:9::baseos` is the release, `rhel_eus:9.2::baseos` a support stream, `openshift:4.12::el9` a product. */
function redHat(text: string): string | undefined {
  const product = /^(?:cpe:\/[ao]:redhat:)?([a-z][a-z0-9_-]*):([\d.]+)/.exec(text);
  if (!product) return numbers(text, 2);
  const [, name = '', version = ''] = product;
  if (name === 'enterprise_linux' || name === 'rhel') return numbers(version, 1);
  if (/^rhel_(eus|aus|tus|e4s|els|eus_long_life|extras)/.test(name)) return numbers(version, 2);
  return text.replace(/^cpe:\/[ao]:redhat:/, '');
}

function suse(text: string): string | undefined {
  const micro = /micro[ -]+(\d+\.\d+)/.exec(text)?.[1];
  if (micro !== undefined) return `micro-${micro}`;
  const pack = /\b(1\d)[ -]*sp[ -]?(\d)/.exec(text);
  if (pack) return `${pack[1]}.${pack[2]}`;
  return /\b1\d(?:\.\d)?\b/.exec(text)?.[0];
}

function openSuse(text: string): string | undefined {
  if (/tumbleweed/.test(text)) return 'tumbleweed';
  const version = /\d+\.\d+/.exec(text)?.[0];
  if (version === undefined) return undefined;
  return /micro/.test(text) ? `leap-micro-${version}` : `leap-${version}`;
}

/** The release of a component against that of a statement; `maybe`: the component's is not known. */
export function fitsRelease(
  stated: string | undefined,
  component: { id: string; on?: string; version: string | undefined },
): 'yes' | 'no' | 'maybe' {
  if (stated === undefined) return 'yes';
  const { on } = component;
  if (on === undefined) return 'maybe';
  if (stated === on) return 'yes';
  if (component.id === 'redhat') return stated === on.split('.')[0] ? 'yes' : 'no';
  const slash = stated.indexOf('/');
  if (slash < 0 || stated.slice(0, slash) !== on) return 'no';
  return (component.version ?? '').toLowerCase().includes(stated.slice(slash + 1)) ? 'yes' : 'no';
}

/** True when a release came before all of the others, or is not known. */
export function isOlderRelease(release: string | undefined, others: readonly string[]): boolean {
  if (release === undefined) return true;
  const own = Number.parseFloat(release);
  return !Number.isFinite(own) || others.every((other) => own < (Number.parseFloat(other) || Infinity));
}
