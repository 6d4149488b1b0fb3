import { fail } from '../../errors.ts';
import { type Distribution, distributionOf, OS_RELEASE, rpmDistribution } from '../distribution.ts';
import {
  type ComponentItem,
  defineInventory,
  type InventoryDocument,
  type InventoryItem,
} from '../inventory.ts';
import { packagePurl } from '../package-url.ts';
import { readTextLines } from '../read-lines.ts';

const ARCH =
  'x86_64|noarch|i[3-6]86|aarch64|ppc64le|ppc64|s390x?|riscv64|loongarch64|src|armv7hl|armv7hnl|\\(none\\)';
/** name-[epoch:]version-release.arch, read from the right: names hold hyphens, releases hold dots. */
const NEVRA = new RegExp(`^(.+)-(?:(\\d+|\\(none\\)):)?([^-:\\s]+)-([^-\\s]+?)(?:\\.(${ARCH}))?$`);
/** A line whose end names an architecture of rpm. */
const WITH_ARCH = new RegExp(`\\.(?:${ARCH})$`);
const KEY_PUBLIC = 'gpg-pubkey';

/** Red Hat family packages: `rpm -qa` (plain, with epoch, or tab-separated name, epoch, version, release, arch), `rpm -qai`. */
export default defineInventory({
  id: 'rpm',
  title: { fr: 'Paquets RPM (rpm -qa)', en: 'RPM packages (rpm -qa)' },
  accepts: { extensions: ['.txt', '.list'], mediaTypes: ['text/plain'] },
  detect(head) {
    if (/^Name\s+: \S+\n(?:Epoch\s+: .*\n)?Version\s+: /m.test(head)) return 'yes';
    const lines = head
      .split('\n')
      .filter((l) => l.trim() !== '' && !OS_RELEASE.test(l))
      .slice(0, 20);
    const read = lines.filter((l) => WITH_ARCH.test(l.trim()) && NEVRA.test(l.trim()));
    if (read.length > 0 && read.length >= lines.length * 0.6) return 'yes';
    return lines.length > 0 && lines.every((l) => NEVRA.test(l.trim()) && !/\s/.test(l.trim()))
      ? 'maybe'
      : 'no';
  },
  async *parse(document, { signal }) {
    signal?.throwIfAborted();
    const { stated, likely } = await distributionOf(document, rpmDistribution);
    const of: Of = (release) => stated ?? rpmDistribution(release) ?? likely ?? { namespace: 'redhat' };
    let count = 0;
    for await (const item of read(document, of)) {
      signal?.throwIfAborted();
      if (item.kind === 'component') count++;
      yield item;
    }
    if (count === 0)
      throw fail('inventory-malformed', { details: { file: document.name, place: 'line 1', reason: 'rpm' } });
  },
});

/** The distribution of a package, by its release. */
type Of = (release: string) => Distribution;

async function* read(document: InventoryDocument, of: Of): AsyncGenerator<InventoryItem> {
  let info = new Map<string, string>();
  for await (const { text, n } of readTextLines(document)) {
    const field = /^(Name|Epoch|Version|Release|Architecture|Source RPM|Vendor)\s*: (.*)$/.exec(text);
    if (field?.[1] && field[2] !== undefined) {
      if (field[1] === 'Name' && info.size > 0) yield* fromInfo(info, of);
      if (field[1] === 'Name') info = new Map([['line', String(n)]]);
      info.set(field[1], field[2].trim());
      continue;
    }
    if (info.size > 0 || text.trim() === '' || OS_RELEASE.test(text)) continue;
    const cells = text.split('\t');
    if (cells.length >= 4) {
      const [name = '', epoch, version = '', release = '', arch] = cells;
      if (name !== KEY_PUBLIC) yield componentOf({ name, epoch, version, release, arch, n }, of);
      continue;
    }
    const nevra = NEVRA.exec(text.trim());
    if (nevra) {
      const [, name = '', epoch, version = '', release = '', arch] = nevra;
      if (name !== KEY_PUBLIC) yield componentOf({ name, epoch, version, release, arch, n }, of);
    } else
      yield {
        kind: 'warning',
        place: `line ${n}`,
        code: 'line-not-read',
        details: { text: text.slice(0, 80) },
      };
  }
  if (info.size > 0) yield* fromInfo(info, of);
}

function* fromInfo(info: ReadonlyMap<string, string>, of: Of): Generator<InventoryItem> {
  const name = info.get('Name');
  const version = info.get('Version');
  const release = info.get('Release');
  if (!name || !version || !release || name === KEY_PUBLIC) return;
  const source = info.get('Source RPM');
  yield componentOf(
    {
      name,
      epoch: info.get('Epoch'),
      version,
      release,
      arch: info.get('Architecture'),
      upstream: source,
      n: Number(info.get('line')),
    },
    of,
  );
}

interface Package {
  name: string;
  epoch?: string | undefined;
  version: string;
  release: string;
  arch?: string | undefined;
  upstream?: string | undefined;
  n: number;
}

/** What rpm prints of a tag that is not set. */
const given = (value: string | undefined): string | undefined =>
  value && value !== '(none)' ? value : undefined;

function componentOf(p: Package, of: Of): ComponentItem {
  const version = `${p.version}-${p.release}`;
  const [arch, epoch, upstream] = [given(p.arch), given(p.epoch), given(p.upstream)];
  const purl = packagePurl({
    type: 'rpm',
    ...of(`-${p.version}-${p.release}`),
    name: p.name,
    version,
    ...(arch ? { arch } : {}),
    ...(epoch ? { epoch } : {}),
    ...(upstream ? { upstream } : {}),
  });
  const shown = epoch && epoch !== '0' ? `${epoch}:${version}` : version;
  return {
    kind: 'component',
    ref: `line ${p.n}`,
    name: p.name,
    version: shown,
    ...(purl ? { purl } : {}),
    type: 'rpm',
    platforms: ['Linux'],
  };
}
