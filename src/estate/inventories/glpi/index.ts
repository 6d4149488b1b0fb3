import { fail } from '../../errors.ts';
import { defineInventory, type InventoryItem } from '../inventory.ts';
import { delimiterOf, foldHeader, headLines, readTable, type TableRow } from '../tabular.ts';

type Kind = 'computers' | 'software' | 'network';

/** Columns that GLPI's exports bear, in French and English, by list. A name is looked for among them in this order. */
const COLUMNS: Record<string, readonly string[]> = {
  name: ['nom', 'name'],
  entity: ['entite', 'entity'],
  state: ['statut', 'status'],
  manufacturer: ['fabricant', 'manufacturer'],
  serial: ['numero de serie', 'serial number'],
  type: ['type'],
  model: ['modele', 'model'],
  os: ['systeme d exploitation nom', 'operating system name', 'systeme d exploitation', 'operating system'],
  osVersion: ['systeme d exploitation version', 'operating system version'],
  location: ['lieu', 'location'],
  publisher: ['editeur', 'publisher'],
  versions: ['versions nom', 'versions name', 'version', 'version name', 'nom de la version'],
  computer: ['ordinateur', 'computer', 'element', 'item', 'installe sur', 'installed on'],
  firmware: ['micrologiciel', 'firmware'],
};

/** GLPI's own CSV exports: computers, software with versions, network equipment; French or English, `;` between columns. */
export default defineInventory({
  id: 'glpi',
  title: { fr: 'Export CSV de GLPI', en: 'GLPI CSV export' },
  accepts: { extensions: ['.csv'], mediaTypes: ['text/csv'] },
  detect(head, name) {
    const [first = ''] = head.split('\n');
    if (!delimiterOf(head)) return 'no';
    const headers = new Set(
      first
        .replace(/^\uFEFF/, '')
        .split(/[;,]/)
        .map((c) => foldHeader(c.replace(/"/g, ''))),
    );
    const has = (field: string) => (COLUMNS[field] ?? []).some((c) => headers.has(c));
    const isList =
      has('name') &&
      (has('entity') || has('state')) &&
      (has('serial') || has('publisher') || has('versions') || has('firmware'));
    return isList || (/glpi/i.test(name) && has('name')) ? 'yes' : 'no';
  },
  async *parse(document, { signal }) {
    const head = await headLines(document);
    let find: Record<string, string> = {};
    let kind: Kind = 'computers';
    let count = 0;
    for await (const row of readTable(document, head)) {
      signal?.throwIfAborted();
      if ('columns' in row) {
        find = columnsOf(row.columns);
        kind = find.firmware
          ? 'network'
          : find.publisher || (find.versions && !find.serial)
            ? 'software'
            : 'computers';
        yield { kind: 'columns', columns: row.columns, mapping: find };
        continue;
      }
      const items = kind === 'software' ? softwareOf(row, find) : equipmentOf(row, find, kind);
      for (const item of items) {
        if (item.kind !== 'warning') count++;
        yield item;
      }
    }
    if (count === 0)
      throw fail('inventory-malformed', {
        details: { file: document.name, place: 'line 1', reason: 'GLPI' },
      });
  },
});

function columnsOf(columns: readonly string[]): Record<string, string> {
  const found: Record<string, string> = {};
  for (const [field, names] of Object.entries(COLUMNS)) {
    const column = names.flatMap((n) => columns.find((c) => foldHeader(c) === n) ?? []).at(0);
    if (column) found[field] = column;
  }
  return found;
}

const cellOf = (row: TableRow, find: Record<string, string>) => (field: string) => {
  const column = find[field];
  return column === undefined ? '' : (row.cells[column] ?? '').trim();
};

function* equipmentOf(row: TableRow, find: Record<string, string>, kind: Kind): Generator<InventoryItem> {
  const cell = cellOf(row, find);
  const name = cell('name');
  if (!name) {
    yield { kind: 'warning', place: `line ${row.n}`, code: 'no-name' };
    return;
  }
  const os = [cell('os'), cell('osVersion')].filter(Boolean).join(' ');
  yield {
    kind: 'asset',
    ref: name,
    name,
    assetKind: kind === 'network' ? 'appliance' : 'host',
    ...(cell('manufacturer') ? { vendor: cell('manufacturer') } : {}),
    ...(os ? { os } : {}),
    ...(cell('serial') ? { serial: cell('serial') } : {}),
    ...(cell('location') ? { location: cell('location') } : {}),
  };
  if (cell('os')) {
    yield {
      kind: 'component',
      ref: `line ${row.n}`,
      name: cell('os'),
      ...(cell('osVersion') ? { version: cell('osVersion') } : {}),
      type: 'operating-system',
      asset: name,
    };
  }
  if (kind === 'network' && cell('model')) {
    yield {
      kind: 'component',
      ref: `line ${row.n} firmware`,
      name: cell('model'),
      ...(cell('firmware') ? { version: cell('firmware') } : {}),
      ...(cell('manufacturer') ? { vendor: cell('manufacturer'), product: cell('model') } : {}),
      type: 'firmware',
      asset: name,
    };
  }
}

/** A software and its versions; GLPI joins several values of a cell by line ends or `<br>`. */
function* softwareOf(row: TableRow, find: Record<string, string>): Generator<InventoryItem> {
  const cell = cellOf(row, find);
  const name = cell('name');
  if (!name) {
    yield { kind: 'warning', place: `line ${row.n}`, code: 'no-name' };
    return;
  }
  const many = (text: string) =>
    text
      .split(/\n|<br\s*\/?>|\$\$##\$\$/i)
      .map((t) => t.trim())
      .filter(Boolean);
  const versions = many(cell('versions'));
  const computers = many(cell('computer'));
  let i = 0;
  for (const version of versions.length > 0 ? versions : ['']) {
    for (const asset of computers.length > 0 ? computers : [undefined]) {
      yield {
        kind: 'component',
        ref: `line ${row.n}${i > 0 ? ` (${i + 1})` : ''}`,
        name,
        ...(version ? { version } : {}),
        ...(cell('publisher') ? { vendor: cell('publisher'), product: name } : {}),
        ...(asset ? { asset } : {}),
        type: 'application',
      };
      i++;
    }
  }
}
