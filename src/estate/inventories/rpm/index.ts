import { fail } from '../../errors.ts';
import {
  type ComponentItem,
  defineInventory,
  type InventoryDocument,
  type InventoryItem,
} from '../inventory.ts';
import { packagePurl, rpmDistro } from '../package-url.ts';
import { readTextLines } from '../read-lines.ts';

/** name-[epoch:]version-release.arch, read from the right: names hold hyphens, releases hold dots. */
const NEVRA =
  /^(.+)-(?:(\d+):)?([^-:\s]+)-([^-\s]+?)(?:\.(x86_64|noarch|i[3-6]86|aarch64|ppc64le|s390x|src|armv7hl|\(none\)))?$/;
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
      .slice(0, 20)
      .filter((l) => l.trim() !== '');
    const read = lines.filter(
      (l) => /\.(x86_64|noarch|aarch64|i686|ppc64le|s390x)$/.test(l.trim()) && NEVRA.test(l.trim()),
    );
    if (read.length > 0 && read.length >= lines.length * 0.6) return 'yes';
    return lines.length > 0 && lines.every((l) => NEVRA.test(l.trim()) && !/\s/.test(l.trim()))
      ? 'maybe'
      : 'no';
  },
  async *parse(document, { signal }) {
    let count = 0;
    for await (const item of read(document)) {
      signal?.throwIfAborted();
      if (item.kind === 'component') count++;
      yield item;
    }
    if (count === 0)
      throw fail('inventory-malformed', { details: { file: document.name, place: 'line 1', reason: 'rpm' } });
  },
});

async function* read(document: InventoryDocument): AsyncGenerator<InventoryItem> {
  let info = new Map<string, string>();
  for await (const { text, n } of readTextLines(document)) {
    const field = /^(Name|Epoch|Version|Release|Architecture|Source RPM|Vendor)\s*: (.*)$/.exec(text);
    if (field?.[1] && field[2] !== undefined) {
      if (field[1] === 'Name' && info.size > 0) yield* fromInfo(info);
      if (field[1] === 'Name') info = new Map([['line', String(n)]]);
      info.set(field[1], field[2].trim());
      continue;
    }
    if (info.size > 0 || text.trim() === '') continue;
    const cells = text.split('\t');
    if (cells.length >= 4) {
      const [name = '', epoch, version = '', release = '', arch] = cells;
      yield componentOf({ name, epoch: epoch === '(none)' ? undefined : epoch, version, release, arch, n });
      continue;
    }
    const nevra = NEVRA.exec(text.trim());
    if (nevra) {
      const [, name = '', epoch, version = '', release = '', arch] = nevra;
      if (name !== KEY_PUBLIC)
        yield componentOf({ name, epoch, version, release, arch: arch === '(none)' ? undefined : arch, n });
    } else
      yield {
        kind: 'warning',
        place: `line ${n}`,
        code: 'line-not-read',
        details: { text: text.slice(0, 80) },
      };
  }
  if (info.size > 0) yield* fromInfo(info);
}

function* fromInfo(info: ReadonlyMap<string, string>): Generator<InventoryItem> {
  const name = info.get('Name');
  const version = info.get('Version');
  const release = info.get('Release');
  if (!name || !version || !release || name === KEY_PUBLIC) return;
  const source = info.get('Source RPM');
  yield componentOf({
    name,
    epoch: info.get('Epoch'),
    version,
    release,
    arch: info.get('Architecture'),
    upstream: source && source !== '(none)' ? source : undefined,
    n: Number(info.get('line')),
  });
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

function componentOf(p: Package): ComponentItem {
  const version = `${p.version}-${p.release}`;
  const purl = packagePurl({
    type: 'rpm',
    ...rpmDistro(`.${p.release}`),
    name: p.name,
    version,
    ...(p.arch ? { arch: p.arch } : {}),
    ...(p.epoch ? { epoch: p.epoch } : {}),
    ...(p.upstream ? { upstream: p.upstream } : {}),
  });
  const shown = p.epoch && p.epoch !== '0' ? `${p.epoch}:${version}` : version;
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
