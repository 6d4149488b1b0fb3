import { bindUri, parseCpe } from '@vigie/identifiers';
import {
  componentUrn,
  type DocumentHead,
  decisiveReason,
  type MatchLine,
  reasonInWords,
  statedInVex,
} from './match-line.ts';

/**
 * An OpenVEX 0.2 document of match lines: affected with its decision as action, not affected with its justification or
 * the reason as impact, unknown as under investigation. Statements of one vulnerability and one text are one.
 * Without lines the list of statements is empty, which the schema refuses: there is nothing to state.
 */
export function openVexFrom(lines: readonly MatchLine[], head: DocumentHead): Record<string, unknown> {
  const statements = new Map<
    string,
    { statement: Record<string, unknown>; products: Map<string, unknown> }
  >();
  for (const line of lines) {
    const { status, ...words } = statusOf(line);
    const vulnerability = {
      name: line.vulnerability,
      ...(line.aliases.length > 0 ? { aliases: [...new Set(line.aliases)] } : {}),
    };
    const key = JSON.stringify([vulnerability, status, words]);
    const known = statements.get(key) ?? {
      statement: { vulnerability, products: [], status, ...words },
      products: new Map(),
    };
    statements.set(key, known);
    known.products.set(JSON.stringify(productOf(line)), productOf(line));
  }
  return {
    '@context': 'https://openvex.dev/ns/v0.2.0',
    '@id': head.id,
    author: head.author,
    timestamp: head.timestamp,
    version: head.revision ?? 1,
    tooling: `${head.tool.name} ${head.tool.version}`,
    statements: [...statements.values()].map(({ statement, products }) => ({
      ...statement,
      products: [...products.values()],
    })),
  };
}

function statusOf(line: MatchLine): { status: string } & Record<string, string> {
  const why = reasonInWords(decisiveReason(line));
  if (line.verdict === 'affected')
    return { status: 'affected', action_statement: actionOf(line), status_notes: why };
  if (line.verdict === 'unknown') return { status: 'under_investigation', status_notes: why };
  const stated = statedInVex(line);
  if (stated?.status === 'fixed') return { status: 'fixed', status_notes: stated.words };
  if (stated?.justification !== undefined)
    return { status: 'not_affected', justification: stated.justification, status_notes: stated.words };
  return { status: 'not_affected', impact_statement: why };
}

function actionOf({ decision }: MatchLine): string {
  if (!decision) return 'No decision taken yet';
  return decision.deadlineDays === null
    ? decision.outcome
    : `${decision.outcome}: within ${decision.deadlineDays} days`;
}

/** Package URL, or the CPE in its URI form, which is an IRI too; else the inventory's own reference. */
function productOf(line: MatchLine): Record<string, unknown> {
  const { purl, cpe, asset, ref } = line.component;
  if (purl !== null) return { '@id': purl, identifiers: { purl } };
  const name = cpe === null ? undefined : parseCpe(cpe);
  if (name) return { '@id': bindUri(name) };
  return { '@id': componentUrn(asset, ref) };
}
