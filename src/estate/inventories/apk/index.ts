import { fail } from '../../errors.ts';
import { type Distribution, distributionOf, OS_RELEASE } from '../distribution.ts';
import {
  type ComponentItem,
  defineInventory,
  type InventoryDocument,
  type InventoryItem,
} from '../inventory.ts';
import { packagePurl } from '../package-url.ts';
import { readBlocks, readTextLines } from '../read-lines.ts';

const VERSIONED = /^([A-Za-z0-9.][\w.+-]*?)-(\d[\w.~]*-r\d+)(?:\s+(\S+))?(?:\s+\{([^}]+)\})?/;

/** Alpine packages: `apk list -I`, `apk info -v`, or /lib/apk/db/installed. */
export default defineInventory({
  id: 'apk',
  title: { fr: 'Paquets Alpine (apk)', en: 'Alpine packages (apk)' },
  accepts: { extensions: ['.txt', '.list', 'installed'], mediaTypes: ['text/plain'] },
  detect(head) {
    if (/^C:Q1\S+\nP:\S+\nV:/m.test(head) || /^P:\S+\nV:\d\S*-r\d+$/m.test(head)) return 'yes';
    const lines = head
      .split('\n')
      .filter((l) => l.trim() !== '' && !l.startsWith('WARNING') && !OS_RELEASE.test(l))
      .slice(0, 20);
    return lines.length > 0 && lines.every((l) => VERSIONED.test(l)) ? 'yes' : 'no';
  },
  async *parse(document, { signal }) {
    let count = 0;
    signal?.throwIfAborted();
    const { stated } = await distributionOf(document, () => undefined);
    const of = stated ?? { namespace: 'alpine' };
    const isDatabase = await isInstalledDatabase(document);
    for await (const item of isDatabase ? fromDatabase(document, of) : fromLines(document, of)) {
      signal?.throwIfAborted();
      if (item.kind === 'component') count++;
      yield item;
    }
    if (count === 0)
      throw fail('inventory-malformed', { details: { file: document.name, place: 'line 1', reason: 'apk' } });
  },
});

async function isInstalledDatabase(document: InventoryDocument): Promise<boolean> {
  for await (const { text, n } of readTextLines(document)) {
    if (/^[CP]:/.test(text)) return true;
    if (n > 60) return false;
  }
  return false;
}

async function* fromLines(document: InventoryDocument, of: Distribution): AsyncGenerator<InventoryItem> {
  for await (const { text, n } of readTextLines(document)) {
    if (text.trim() === '' || text.startsWith('WARNING') || OS_RELEASE.test(text)) continue;
    const match = VERSIONED.exec(text);
    if (!match) {
      yield {
        kind: 'warning',
        place: `line ${n}`,
        code: 'line-not-read',
        details: { text: text.slice(0, 80) },
      };
      continue;
    }
    const [, name = '', version = '', arch, origin] = match;
    yield componentOf({ name, version, arch, upstream: origin, n }, of);
  }
}

async function* fromDatabase(document: InventoryDocument, of: Distribution): AsyncGenerator<InventoryItem> {
  for await (const { fields, n } of readBlocks(document, /^([A-Za-z]):/)) {
    const name = fields.get('P');
    const version = fields.get('V');
    if (!name || !version) yield { kind: 'warning', place: `line ${n}`, code: 'no-name' };
    else yield componentOf({ name, version, arch: fields.get('A'), upstream: fields.get('o'), n }, of);
  }
}

interface Package {
  name: string;
  version: string;
  arch?: string | undefined;
  upstream?: string | undefined;
  n: number;
}

function componentOf(p: Package, of: Distribution): ComponentItem {
  const purl = packagePurl({
    type: 'apk',
    ...of,
    name: p.name,
    version: p.version,
    ...(p.arch && /^\w+$/.test(p.arch) ? { arch: p.arch } : {}),
    ...(p.upstream ? { upstream: p.upstream } : {}),
  });
  return {
    kind: 'component',
    ref: `line ${p.n}`,
    name: p.name,
    version: p.version,
    ...(purl ? { purl } : {}),
    type: 'apk',
    platforms: ['Linux'],
  };
}
