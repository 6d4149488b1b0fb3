import {
  type Cpe,
  type CpeComparison,
  compareCpeNames,
  compareCpeValues,
  parseCpe,
  parseWfn,
  readCpeAttributes,
  readCpeValue,
} from '@vigie/identifiers';
import type { Command } from './command.ts';
import { type Answer, answerLines, type Row } from './json-lines.ts';
import { cliLocale } from './locale.ts';

const USAGE = {
  fr: `vigie cpe match SOURCE CIBLE
vigie cpe match --stdin

  SOURCE     nom CPE d’une vulnérabilité ; CIBLE : celui d’un bien (2.3, URI ou wfn:[…])
  --stdin    lit des lignes JSON {"source","target"} et rend chacune avec "relation", ou "error"

  Relations (NISTIR 7696) : equal, superset (la source contient la cible), subset, disjoint, overlap (plus large ici, plus
  étroite là), undefined (la cible a des jokers). "source" et "target" peuvent aussi être des objets d’attributs, ou
  deux valeurs d’un même attribut, échappées comme dans un nom bien formé (9\\.*, ANY, NA).
  Code de sortie : 0, ou 2 si un nom de la commande ou une ligne est illisible (nommé sur stderr).
`,
  en: `vigie cpe match SOURCE TARGET
vigie cpe match --stdin

  SOURCE     CPE name of a vulnerability; TARGET: that of an asset (2.3, URI or wfn:[…])
  --stdin    reads JSON lines {"source","target"} and gives each back with "relation", or "error"

  Relations (NISTIR 7696): equal, superset (the source contains the target), subset, disjoint, overlap (wider here,
  narrower there), undefined (the target has wildcards). "source" and "target" may also be objects of attributes, or two
  values of one attribute, escaped as in a well-formed name (9\\.*, ANY, NA).
  Exit code: 0, or 2 when a name of the command or a line cannot be read (named on stderr).
`,
};

type Side = { name: Cpe } | { value: string };

/** A name, or one value: what holds an unescaped colon is meant as a name and must be one. */
function readSide(raw: unknown): Side | undefined {
  if (typeof raw === 'string') {
    const isName = /^(?:cpe|wfn):/i.test(raw.trim());
    const name = isName ? (parseCpe(raw) ?? parseWfn(raw)) : undefined;
    const value = isName || /(?:^|[^\\]):/.test(raw) ? undefined : readCpeValue(raw);
    return name !== undefined ? { name } : value === undefined ? undefined : { value };
  }
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw)) return undefined;
  const name = readCpeAttributes(raw as Record<string, unknown>);
  return name && { name };
}

function relate(
  rawSource: unknown,
  rawTarget: unknown,
): { relation: CpeComparison['name'] } | { error: string } {
  const source = readSide(rawSource);
  const target = readSide(rawTarget);
  if (source === undefined) return { error: '"source" is no CPE name' };
  if (target === undefined) return { error: '"target" is no CPE name' };
  if ('name' in source && 'name' in target)
    return { relation: compareCpeNames(source.name, target.name).name };
  if ('value' in source && 'value' in target)
    return { relation: compareCpeValues(source.value, target.value) };
  return { error: 'a name cannot be compared with one value' };
}

function answer(row: Row): Answer {
  for (const name of ['source', 'target'])
    if (row[name] === undefined || row[name] === null) return `"${name}" is missing`;
  return relate(row.source, row.target);
}

/** `vigie cpe match`: the relation of two CPE names, without a database. */
export const cpe: Command = {
  name: 'cpe',
  summary: 'relation de deux noms CPE (NISTIR 7696) / relation of two CPE names',
  async run(argv, io) {
    const usage = USAGE[cliLocale(io.env)];
    const [verb, source, target, ...more] = argv;
    if (argv.includes('--help') || argv.includes('-h')) {
      io.stdout.write(usage);
      return 0;
    }
    if (verb === 'match' && source === '--stdin' && target === undefined)
      return await answerLines('cpe match', io, answer);
    if (verb !== 'match' || source === undefined || target === undefined || more.length > 0) {
      io.stderr.write(usage);
      return 2;
    }
    const found = relate(source, target);
    if ('error' in found) {
      io.stderr.write(`vigie cpe match: ${found.error}\n`);
      return 2;
    }
    io.stdout.write(`${found.relation}\n`);
    return 0;
  },
};
