import { fail } from '../../errors.ts';
import { type Distribution, debDistribution, distributionOf, OS_RELEASE } from '../distribution.ts';
import {
  type ComponentItem,
  defineInventory,
  type InventoryDocument,
  type InventoryItem,
} from '../inventory.ts';
import { packagePurl } from '../package-url.ts';
import { readBlocks, readTextLines } from '../read-lines.ts';

const LISTED = /^([a-z][a-zA-Z])\s{1,3}(\S+)\s+(\S+)\s+(\S+)/;
const TABBED = /^([a-z0-9][a-z0-9+.-]+)(?::(\w+))?\t([^\t]+)(?:\t([^\t]*))?(?:\t([^\t]*))?/;
const NAME = /^[a-z0-9][a-z0-9+.-]*$/;

/** Debian and Ubuntu packages: `dpkg -l`, `dpkg-query -W` with tabs, or /var/lib/dpkg/status. */
export default defineInventory({
  id: 'dpkg',
  title: { fr: 'Paquets Debian et Ubuntu (dpkg)', en: 'Debian and Ubuntu packages (dpkg)' },
  accepts: { extensions: ['.txt', '.list', 'status'], mediaTypes: ['text/plain'] },
  detect(head) {
    if (/^Package: \S+\n(?:.*\n)*?Status: /m.test(head)) return 'yes';
    if (/^\|\|\/ Name\b/m.test(head) || /^ii\s+\S+\s+\S+/m.test(head)) return 'yes';
    const line = head.split('\n').find((l) => l.trim() !== '' && !OS_RELEASE.test(l)) ?? '';
    return TABBED.test(line) && !line.includes(';') ? 'maybe' : 'no';
  },
  async *parse(document, { signal }) {
    const isStatus = await startsWith(document, /^Package: /m);
    signal?.throwIfAborted();
    const { stated, likely } = await distributionOf(document, debDistribution);
    const of: Of = (version) => stated ?? debDistribution(version) ?? likely ?? { namespace: 'debian' };
    let count = 0;
    for await (const item of isStatus ? fromStatus(document, of) : fromLines(document, of)) {
      signal?.throwIfAborted();
      if (item.kind === 'component') count++;
      yield item;
    }
    if (count === 0)
      throw fail('inventory-malformed', {
        details: { file: document.name, place: 'line 1', reason: 'dpkg' },
      });
  },
});

/** The distribution of a package, by its version. */
type Of = (version: string) => Distribution;

async function startsWith(document: InventoryDocument, pattern: RegExp): Promise<boolean> {
  for await (const { text, n } of readTextLines(document)) {
    if (pattern.test(text)) return true;
    if (n > 60) return false;
  }
  return false;
}

async function* fromLines(document: InventoryDocument, of: Of): AsyncGenerator<InventoryItem> {
  for await (const { text, n } of readTextLines(document)) {
    if (/^(Desired=|\| |\|\/|\|\|\/|\+\+\+-)/.test(text) || text.trim() === '' || OS_RELEASE.test(text))
      continue;
    const listed = LISTED.exec(text);
    const tabbed = listed ? null : TABBED.exec(text);
    if (listed) {
      const [, state = '', named = '', version = '', arch] = listed;
      if (state[1] !== 'i') continue;
      yield componentOf({ name: named.replace(/:.*$/, ''), version, arch, n }, of);
    } else if (tabbed) {
      const [, name = '', arch, version = '', third, fourth] = tabbed;
      const upstream = architecture(third) ? fourth : third;
      yield componentOf({ name, version, arch: arch ?? architecture(third), upstream, n }, of);
    } else
      yield {
        kind: 'warning',
        place: `line ${n}`,
        code: 'line-not-read',
        details: { text: text.slice(0, 80) },
      };
  }
}

const architecture = (text: string | undefined): string | undefined =>
  text && /^(amd64|arm64|i386|armhf|all|ppc64el|s390x|riscv64)$/.test(text) ? text : undefined;

async function* fromStatus(document: InventoryDocument, of: Of): AsyncGenerator<InventoryItem> {
  for await (const { fields, n } of readBlocks(document, /^([A-Za-z-]+):/)) {
    const name = fields.get('Package');
    const version = fields.get('Version');
    if (!/\binstalled$/.test(fields.get('Status') ?? 'install ok installed')) continue;
    if (!name || !version) {
      yield { kind: 'warning', place: `line ${n}`, code: 'no-name' };
      continue;
    }
    const upstream = fields.get('Source')?.replace(/ \(.*$/, '');
    yield componentOf({ name, version, arch: fields.get('Architecture'), upstream, n }, of);
  }
}

interface Package {
  name: string;
  version: string;
  arch?: string | undefined;
  upstream?: string | undefined;
  n: number;
}

function componentOf(p: Package, of: Of): ComponentItem {
  const purl = NAME.test(p.name)
    ? packagePurl({
        type: 'deb',
        ...of(p.version),
        name: p.name,
        version: p.version,
        ...(p.arch ? { arch: p.arch } : {}),
        ...(p.upstream ? { upstream: p.upstream } : {}),
      })
    : undefined;
  return {
    kind: 'component',
    ref: `line ${p.n}`,
    name: p.name,
    version: p.version,
    type: 'deb',
    ...(purl ? { purl } : {}),
    platforms: ['Linux'],
  };
}
