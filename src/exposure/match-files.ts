import {
  applyVex,
  createIndex,
  joinReasons,
  type Matchable,
  type MatchResult,
  type Reason,
  type VexStatement,
} from '@vigie/vulnmatch';
import { AppError } from '../platform/errors.ts';
import { AliasGroups } from './match/alias-groups.ts';
import { type Advisory, type OnProblem, readAdvisories } from './match/read-advisories.ts';
import { factsOf, type RecordFacts } from './match/read-facts.ts';
import { type Inventoried, type InventoryWarning, readInventory } from './match/read-inventory.ts';
import { type EpssScore, readEpss, readKev } from './match/read-lists.ts';
import { readVex } from './match/read-vex.ts';
import { type Decision, type DecisionInputs, decide, type Policy } from './model/decide.ts';
import { loadPolicy } from './policies.ts';

export interface MatchFilesInput {
  inventories: readonly string[];
  advisories: readonly string[];
  kev?: string;
  epss?: string;
  /** OpenVEX, CSAF or CycloneDX documents whose statements decide over advisories. */
  vex?: readonly string[];
  /** Decision table; BOD 26-04 unless said otherwise. */
  policy?: string;
}

/** One component and one vulnerability. */
export interface FileMatch {
  component: Inventoried;
  vulnerability: string;
  aliases: string[];
  result: MatchResult;
  decision: Decision;
  /** The table's inputs as they are known; `unknown` where nobody says. */
  inputs: Record<string, string>;
  epss: EpssScore | null;
}

export interface MatchFilesResult {
  components: number;
  records: number;
  /** Inputs that were refused in whole or in part, in the order met. */
  problems: AppError[];
  matches: FileMatch[];
}

/** What one record says of the components it concerns. */
interface RecordHits {
  names: Pick<Matchable, 'id' | 'aliases' | 'upstream'>;
  facts: RecordFacts;
  hits: Map<number, Reason[]>;
}

/**
 * Matches inventory files against advisory files without a database, by the same engine as the server's. A bad input is
 * recorded as a problem and the others go on. Records are read one at a time: memory holds the inventory and the hits.
 */
export async function matchFiles(
  input: MatchFilesInput,
  options: {
    onProblem?: OnProblem;
    onWarning?: (warning: InventoryWarning) => void;
    progress?: (records: number) => void;
    signal?: AbortSignal;
  } = {},
): Promise<MatchFilesResult> {
  const policy = loadPolicy(input.policy ?? 'cisa-bod-26-04');
  const problems: AppError[] = [];
  const note: OnProblem = (error) => {
    problems.push(error);
    options.onProblem?.(error);
  };
  const components = await readInventories(input.inventories, note, options.onWarning);
  const kev = input.kev === undefined ? undefined : await attempt(() => readKev(input.kev ?? ''), note);
  const epss = input.epss === undefined ? undefined : await attempt(() => readEpss(input.epss ?? ''), note);
  const statements = await readVex(input.vex ?? [], note);
  const index = createIndex(components);
  const found = new Map<string, RecordHits>();
  const groups = new AliasGroups();
  const seen = new Map<string, string>();
  let records = 0;
  for (const path of input.advisories)
    for await (const advisory of readAdvisories(path, note)) {
      options.signal?.throwIfAborted();
      records += 1;
      if (records % 5000 === 0) options.progress?.(records);
      if (!isNewest(advisory, seen)) continue;
      groups.learn(advisory.matchable);
      record(advisory, index.evaluate(advisory.matchable), found);
    }
  const matches = join(byVulnerability(found, groups), components, { policy, kev, epss });
  return {
    components: components.length,
    records,
    problems,
    matches: statements.length === 0 ? matches : withVex(matches, components, statements),
  };
}

async function readInventories(
  paths: readonly string[],
  note: OnProblem,
  onWarning: ((warning: InventoryWarning) => void) | undefined,
): Promise<Inventoried[]> {
  const components: Inventoried[] = [];
  for (const path of paths) {
    const read = await attempt(() => readInventory(path, onWarning), note);
    for (const component of read ?? []) components.push(component);
  }
  return components;
}

async function attempt<T>(act: () => Promise<T>, note: OnProblem): Promise<T | undefined> {
  try {
    return await act();
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    note(error);
    return undefined;
  }
}

const keyOf = ({ source, id }: Matchable): string => `${source} ${id}`;

/** Of two copies of a record the newer speaks; of two equally old ones, the later read. */
function isNewest({ matchable, modified }: Advisory, seen: Map<string, string>): boolean {
  const key = keyOf(matchable);
  const known = seen.get(key);
  if (known !== undefined && known > modified) return false;
  seen.set(key, modified);
  return true;
}

function record(
  advisory: Advisory,
  results: Iterable<[number, MatchResult]>,
  found: Map<string, RecordHits>,
): void {
  const { matchable } = advisory;
  const hits = new Map<number, Reason[]>();
  for (const [at, result] of results) hits.set(at, result.reasons);
  if (hits.size === 0) {
    found.delete(keyOf(matchable));
    return;
  }
  const { id, aliases, upstream } = matchable;
  const names = { id, aliases, ...(upstream === undefined ? {} : { upstream }) };
  found.set(keyOf(matchable), { names, facts: factsOf(advisory.record), hits });
}

/** Records of several sources on one weakness stand together; a notice that fixes several stands with each. */
function byVulnerability(
  found: ReadonlyMap<string, RecordHits>,
  groups: AliasGroups,
): Map<string, RecordHits[]> {
  const grouped = new Map<string, RecordHits[]>();
  for (const entry of found.values())
    for (const id of groups.vulnerabilitiesOf(entry.names)) {
      const known = grouped.get(id);
      if (known) known.push(entry);
      else grouped.set(id, [entry]);
    }
  return grouped;
}

/** Other names of a weakness: ids and aliases of its records, but no other CVE, which has its own line. */
function aliasesOf(vulnerability: string, entries: readonly RecordHits[]): string[] {
  const names = new Set(entries.flatMap(({ names }) => [names.id, ...names.aliases]));
  return [...names].filter((name) => name !== vulnerability && !name.startsWith('CVE-'));
}

interface Lists {
  policy: Policy;
  kev: Set<string> | undefined;
  epss: Map<string, EpssScore> | undefined;
}

function join(
  found: ReadonlyMap<string, readonly RecordHits[]>,
  components: readonly Inventoried[],
  lists: Lists,
): FileMatch[] {
  const matches: { at: number; match: FileMatch }[] = [];
  for (const [vulnerability, entries] of found) {
    const aliases = aliasesOf(vulnerability, entries);
    const facts = Object.assign({}, ...entries.map((e) => e.facts)) as RecordFacts;
    for (const at of new Set(entries.flatMap((e) => [...e.hits.keys()]))) {
      const component = components[at];
      if (!component) continue;
      const result = joinReasons(entries.flatMap((e) => e.hits.get(at) ?? []));
      const inputs = inputsOf(lists.policy, vulnerability, facts, component, lists.kev);
      const epss = lists.epss?.get(vulnerability) ?? null;
      matches.push({
        at,
        match: {
          component,
          vulnerability,
          aliases,
          result,
          decision: decide(lists.policy, inputs),
          inputs,
          epss,
        },
      });
    }
  }
  return matches
    .sort((a, b) => a.at - b.at || compareIds(a.match.vulnerability, b.match.vulnerability))
    .map(({ match }) => match);
}

/** Matches with the statements of suppliers: a verdict they change keeps the reasons it had. */
function withVex(
  matches: readonly FileMatch[],
  components: readonly Inventoried[],
  statements: readonly VexStatement[],
): FileMatch[] {
  const byId = new Map<string, VexStatement[]>();
  for (const statement of statements)
    for (const id of new Set([statement.vulnerability, ...statement.aliases].map(plainId)))
      byId.set(id, [...(byId.get(id) ?? []), statement]);
  const assets = new Map<string, Inventoried[]>();
  for (const component of components) {
    if (component.asset === undefined) continue;
    const known = assets.get(component.asset);
    if (known) known.push(component);
    else assets.set(component.asset, [component]);
  }
  return matches.map((match) => {
    const { vulnerability, aliases, component } = match;
    const own = new Set([vulnerability, ...aliases].flatMap((id) => byId.get(plainId(id)) ?? []));
    if (own.size === 0) return match;
    const siblings = (component.asset === undefined ? undefined : assets.get(component.asset)) ?? [];
    // In the order of the documents: of two statements of one time the later stands.
    const heard = statements.filter((s) => own.has(s));
    return {
      ...match,
      result: applyVex(match.result, component, heard, { vulnerability, aliases, siblings }),
    };
  });
}

/** Some documents name a weakness by the address of its page. */
const plainId = (id: string): string => (id.split('/').at(-1) ?? id).toUpperCase();

const compareIds = (a: string, b: string): number => a.localeCompare(b, 'en', { numeric: true });

/** A catalogue given on the command line answers yes or no; without one, only the record's own mark says yes. */
function inputsOf(
  policy: Policy,
  vulnerability: string,
  facts: RecordFacts,
  component: Inventoried,
  kev: Set<string> | undefined,
): Record<string, string> {
  const isKev = kev?.has(vulnerability) === true || facts.kev === true;
  const known: DecisionInputs = {
    kev: isKev ? 'yes' : kev ? 'no' : undefined,
    exposed: component.exposed,
    automatable: facts.automatable,
    technicalImpact: facts.technicalImpact,
    exploitation: isKev ? 'active' : facts.exploitation,
  };
  return Object.fromEntries(policy.inputs.map(({ name }) => [name, known[name] ?? 'unknown']));
}
