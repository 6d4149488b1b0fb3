import { fail } from '../../errors.ts';
import { defineInventory } from '../inventory.ts';
import { delimiterOf, foldHeader, headLines, readTable } from '../tabular.ts';

/** Names under which columns are found, by our field; the first that fits is proposed. */
const NAMES: Record<string, readonly string[]> = {
  name: [
    'name',
    'nom',
    'logiciel',
    'software',
    'produit',
    'product',
    'application',
    'component',
    'composant',
    'package',
    'paquet',
    'libelle',
  ],
  version: ['version', 'release', 'version installee', 'installed version'],
  vendor: ['vendor', 'editeur', 'publisher', 'fabricant', 'manufacturer', 'fournisseur', 'supplier'],
  purl: ['purl', 'package url'],
  cpe: ['cpe', 'cpe23', 'cpe 2 3'],
  asset: [
    'asset',
    'host',
    'hostname',
    'hote',
    'ordinateur',
    'computer',
    'machine',
    'serveur',
    'server',
    'poste',
    'equipement',
    'device',
    'bien',
  ],
  os: ['os', 'systeme', 'systeme d exploitation', 'operating system'],
};

/** Any table with a header line, its columns mapped to our fields; the mapping proposed is shown and can be changed. */
export default defineInventory({
  id: 'csv',
  title: { fr: 'Tableau CSV', en: 'CSV table' },
  accepts: { extensions: ['.csv', '.tsv', '.txt'], mediaTypes: ['text/csv', 'text/tab-separated-values'] },
  detect(head, name) {
    const [first = ''] = head.split('\n');
    if (/^[[{<]/.test(first) || !delimiterOf(head)) return 'no';
    const headers = splitHeader(first, head);
    const known = Object.keys(proposeMapping(headers)).length;
    // Any other form that knows its own goes before.
    return known >= 1 || /\.(csv|tsv)$/i.test(name) ? 'maybe' : 'no';
  },
  async *parse(document, { mapping, signal }) {
    const head = await headLines(document);
    let fields: Record<string, string> = {};
    let count = 0;
    for await (const row of readTable(document, head)) {
      signal?.throwIfAborted();
      if ('columns' in row) {
        fields = { ...proposeMapping(row.columns), ...mapping };
        yield { kind: 'columns', columns: row.columns, mapping: fields };
        if (!fields.name && !fields.purl && !fields.cpe) {
          throw fail('inventory-mapping', {
            details: { file: document.name, place: 'line 1', columns: row.columns.slice(0, 40).join(', ') },
          });
        }
        continue;
      }
      const cell = (field: string) =>
        (fields[field] === undefined ? '' : (row.cells[fields[field]] ?? '')).trim();
      const name =
        cell('name') || cell('purl').replace(/^pkg:[^/]+\/|@.*$/g, '') || cell('cpe').split(':')[4] || '';
      if (!name) {
        yield { kind: 'warning', place: `line ${row.n}`, code: 'no-name' };
        continue;
      }
      count++;
      yield {
        kind: 'component',
        ref: `line ${row.n}`,
        name,
        ...given('version', cell('version')),
        ...given('vendor', cell('vendor')),
        ...(cell('vendor') ? { product: name } : {}),
        ...given('purl', cell('purl')),
        ...given('cpe', cell('cpe')),
        ...given('asset', cell('asset')),
        ...(cell('os') ? { platforms: [cell('os')] } : {}),
      };
    }
    if (count === 0)
      throw fail('inventory-malformed', { details: { file: document.name, place: 'line 1', reason: 'CSV' } });
  },
});

function given<K extends string>(key: K, value: string): Partial<Record<K, string>> {
  return (value ? { [key]: value } : {}) as Partial<Record<K, string>>;
}

function splitHeader(line: string, head: string): string[] {
  const delimiter = delimiterOf(head) ?? ',';
  return line
    .replace(/^\uFEFF/, '')
    .split(delimiter)
    .map((c) => c.replace(/^"|"$/g, '').trim());
}

/** Our field → the column whose name says it; each column once. */
export function proposeMapping(columns: readonly string[]): Record<string, string> {
  const mapping: Record<string, string> = {};
  const taken = new Set<string>();
  for (const [field, names] of Object.entries(NAMES)) {
    const column = names
      .flatMap((n) => columns.find((c) => foldHeader(c) === n && !taken.has(c)) ?? [])
      .at(0);
    if (!column) continue;
    mapping[field] = column;
    taken.add(column);
  }
  return mapping;
}
