import { once } from 'node:events';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { FileMatch } from '../exposure/match-files.ts';
import { matchFiles } from '../exposure/match-files.ts';
import type { Command, Io } from './command.ts';
import { cliLocale, describeFailure, translate } from './failure.ts';
import { documentOf, presentMatch } from './match-documents.ts';

const USAGE = {
  fr: `vigie match --inventory FICHIER… --advisories CHEMIN… [options]

  --inventory FICHIER…   SBOM, liste de paquets ou liste JSON
  --advisories CHEMIN…   fichiers, dossiers ou archives d’avis (CVE 5.x, NVD 2.0, OSV, GHSA…)
  --kev FICHIER          catalogue KEV de la CISA (json, csv, gz)
  --epss FICHIER         scores EPSS (csv, gz)
  --policy ID            table de décision (cisa-bod-26-04, cisa-ssvc-coordinator)
  --all                  montre aussi « not_affected »
  --format FORME         ndjson (une ligne JSON par composant et vulnérabilité), table, sarif,
                         cyclonedx-vex ou openvex
  --author NOM           auteur du document VEX écrit

  Code de sortie : 0 rien d’affecté, 1 au moins un affecté, 2 une entrée est mauvaise (nommée sur stderr).
`,
  en: `vigie match --inventory FILE… --advisories PATH… [options]

  --inventory FILE…      SBOM, package list or JSON list
  --advisories PATH…     files, folders or archives of advisories (CVE 5.x, NVD 2.0, OSV, GHSA…)
  --kev FILE             CISA KEV catalogue (json, csv, gz)
  --epss FILE            EPSS scores (csv, gz)
  --policy ID            decision table (cisa-bod-26-04, cisa-ssvc-coordinator)
  --all                  show "not_affected" too
  --format FORM          ndjson (one JSON line per component and vulnerability), table, sarif,
                         cyclonedx-vex or openvex
  --author NAME          author of the VEX document written

  Exit code: 0 none affected, 1 some affected, 2 an input is bad (named on stderr).
`,
};

const FORMATS = ['ndjson', 'table', 'sarif', 'cyclonedx-vex', 'openvex'] as const;

interface Options {
  inventories: string[];
  advisories: string[];
  vex: string[];
  author?: string;
  kev?: string;
  epss?: string;
  policy?: string;
  all: boolean;
  format: (typeof FORMATS)[number];
  help: boolean;
}

/** `--inventory a b --advisories c d`: what follows a list option without a dash belongs to it. */
function readOptions(argv: readonly string[]): Options | string {
  const options: Options = {
    inventories: [],
    advisories: [],
    vex: [],
    all: false,
    format: 'ndjson',
    help: false,
  };
  try {
    const { tokens } = parseArgs({
      args: [...argv],
      allowPositionals: true,
      tokens: true,
      options: {
        inventory: { type: 'string', multiple: true },
        advisories: { type: 'string', multiple: true },
        vex: { type: 'string', multiple: true },
        author: { type: 'string' },
        kev: { type: 'string' },
        epss: { type: 'string' },
        policy: { type: 'string' },
        format: { type: 'string' },
        all: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    });
    let list: string[] | undefined;
    for (const token of tokens) {
      if (token.kind === 'positional') {
        if (!list) return token.value;
        list.push(token.value);
      } else if (token.kind === 'option') list = takeOption(options, token.name, token.value ?? '');
    }
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  if (!FORMATS.includes(options.format)) return `--format ${options.format}`;
  if (!options.help && options.inventories.length === 0) return '--inventory';
  if (!options.help && options.advisories.length === 0) return '--advisories';
  return options;
}

function takeOption(options: Options, name: string, value: string): string[] | undefined {
  if (name === 'inventory' || name === 'advisories' || name === 'vex') {
    const list = name === 'inventory' ? options.inventories : options[name];
    list.push(value);
    return list;
  }
  if (name === 'kev' || name === 'epss' || name === 'policy' || name === 'author') options[name] = value;
  else if (name === 'format') options.format = value as Options['format'];
  else if (name === 'all') options.all = true;
  else options.help = true;
  return undefined;
}

/** `vigie match`: inventories against advisories, without a database. */
export const match: Command = {
  name: 'match',
  summary: 'inventaires contre avis, sans base de données / inventories against advisories, stateless',
  async run(argv, io) {
    const options = readOptions(argv);
    if (typeof options === 'string') {
      io.stderr.write(`vigie match: ${options}\n\n${USAGE[cliLocale(io.env)]}`);
      return 2;
    }
    if (options.help) {
      io.stdout.write(USAGE[cliLocale(io.env)]);
      return 0;
    }
    return await runMatch(options, io);
  },
};

async function runMatch(options: Options, io: Io): Promise<number> {
  const write = writer(io);
  const at = (path: string): string => resolve(io.cwd, path);
  const result = await matchFiles(
    {
      inventories: options.inventories.map(at),
      advisories: options.advisories.map(at),
      vex: options.vex.map(at),
      ...(options.kev === undefined ? {} : { kev: at(options.kev) }),
      ...(options.epss === undefined ? {} : { epss: at(options.epss) }),
      ...(options.policy === undefined ? {} : { policy: options.policy }),
    },
    {
      onProblem: (error) => io.stderr.write(`vigie match: ${describeFailure(error, io.env)}\n`),
      onWarning: (warning) =>
        io.stderr.write(
          `vigie match: ${warning.place}: ${translate(io.env)(`estate:warning.${warning.code}`, warning.details)}\n`,
        ),
      progress: (records) => showProgress(io, records),
    },
  );
  const shown = result.matches.filter((m) => options.all || m.result.verdict !== 'not_affected');
  if (options.format === 'ndjson')
    for (const one of shown) await write(`${JSON.stringify(presentMatch(one))}\n`);
  else if (options.format === 'table') await writeTable(write, shown);
  else await write(`${JSON.stringify(documentOf(options.format, shown, options, io.env), null, 2)}\n`);
  if (result.problems.length > 0) return 2;
  return result.matches.some((m) => m.result.verdict === 'affected') ? 1 : 0;
}

function showProgress(io: Io, records: number): void {
  if ((io.stderr as { isTTY?: boolean }).isTTY) io.stderr.write(`\r${records}\u001b[K`);
}

type Write = (text: string) => Promise<void>;

/** `vigie match | head` closes the pipe: what is left unwritten is not a fault, the exit code still counts. */
function writer({ stdout }: Io): Write {
  let isGone = false;
  const gone = new Promise<void>((resolve) => {
    stdout.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error;
      isGone = true;
      resolve();
    });
  });
  return async (text) => {
    if (isGone || stdout.write(text)) return;
    const drained = once(stdout, 'drain').catch(() => undefined);
    await Promise.race([drained, gone]);
  };
}

async function writeTable(write: Write, matches: readonly FileMatch[]): Promise<void> {
  const rows = matches.map((m) => [
    m.component.asset ?? '',
    m.component.name ?? m.component.product ?? m.component.purl ?? m.component.cpe ?? m.component.ref,
    m.component.version ?? '',
    m.vulnerability,
    m.result.conflict ? `${m.result.verdict} !` : m.result.verdict,
    m.result.verdict === 'not_affected' ? '' : m.decision.outcome,
    m.result.reasons[0]?.range ?? m.result.reasons[0]?.rule ?? '',
  ]);
  const all = [['ASSET', 'COMPONENT', 'VERSION', 'VULNERABILITY', 'VERDICT', 'DECISION', 'WHY'], ...rows].map(
    (row) =>
      // Control characters of an inventory must not reach a terminal.
      row.map((cell) => cell.replace(/[\p{C}\s]+/gu, ' ').slice(0, 60)),
  );
  const widths = (all[0] ?? []).map((_, i) => Math.max(...all.map((row) => row[i]?.length ?? 0)));
  for (const row of all)
    await write(
      `${row
        .map((cell, i) => cell.padEnd(widths[i] ?? 0))
        .join('  ')
        .trimEnd()}\n`,
    );
}
