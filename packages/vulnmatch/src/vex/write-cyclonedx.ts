import { formatCpe, parseCpe, parsePurl } from '@vigie/identifiers';
import {
  type DocumentHead,
  decisiveReason,
  type MatchLine,
  reasonInWords,
  statedInVex,
} from './match-line.ts';

const JUSTIFICATIONS: Readonly<Record<string, string>> = {
  component_not_present: 'code_not_present',
  vulnerable_code_not_present: 'code_not_present',
  vulnerable_code_not_in_execute_path: 'code_not_reachable',
  vulnerable_code_cannot_be_controlled_by_adversary: 'code_not_reachable',
  inline_mitigations_already_exist: 'protected_by_mitigating_control',
};

/**
 * A CycloneDX 1.6 document of match lines: each component once, and each vulnerability once for each analysis.
 * Affected is `exploitable`, unknown is `in_triage`.
 */
export function cycloneDxVexFrom(lines: readonly MatchLine[], head: DocumentHead): Record<string, unknown> {
  const components = new Map<string, Record<string, unknown>>();
  const found = new Map<string, { entry: Record<string, unknown>; refs: Set<string> }>();
  for (const line of lines) {
    const ref = addComponent(components, line);
    const analysis = analysisOf(line, head.timestamp);
    const key = JSON.stringify([line.vulnerability, line.aliases, analysis]);
    const known = found.get(key) ?? { entry: entryOf(line, analysis, found.size), refs: new Set<string>() };
    found.set(key, known);
    known.refs.add(ref);
  }
  return {
    $schema: 'http://cyclonedx.org/schema/bom-1.6.schema.json',
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    serialNumber: head.id,
    version: head.revision ?? 1,
    metadata: {
      timestamp: head.timestamp,
      tools: { components: [{ type: 'application', name: head.tool.name, version: head.tool.version }] },
      ...(head.author === '' ? {} : { supplier: { name: head.author } }),
    },
    components: [...components.values()],
    vulnerabilities: [...found.values()].map(({ entry, refs }) => ({
      ...entry,
      affects: [...refs].map((ref) => ({ ref })),
    })),
  };
}

function addComponent(components: Map<string, Record<string, unknown>>, { component }: MatchLine): string {
  const key = JSON.stringify(component);
  const known = components.get(key);
  if (known) return String(known['bom-ref']);
  const ref = `component-${components.size + 1}`;
  const cpe = component.cpe === null ? undefined : parseCpe(component.cpe);
  const purl = component.purl === null ? undefined : parsePurl(component.purl);
  const kind =
    cpe?.part === 'o' ? 'operating-system' : cpe?.part === 'h' ? 'device' : purl ? 'library' : 'application';
  const version =
    component.version ?? purl?.version ?? (cpe && !/^[*-]$/.test(cpe.version) ? cpe.version : undefined);
  components.set(key, {
    type: kind,
    'bom-ref': ref,
    name: component.name ?? purl?.name ?? cpe?.product ?? component.ref,
    ...(version === undefined ? {} : { version }),
    ...(cpe ? { cpe: formatCpe(cpe) } : {}),
    ...(purl && component.purl !== null ? { purl: component.purl } : {}),
    properties: [
      { name: 'vigie:ref', value: component.ref },
      ...(component.asset === null ? [] : [{ name: 'vigie:asset', value: component.asset }]),
    ],
  });
  return ref;
}

function analysisOf(line: MatchLine, timestamp: string): Record<string, unknown> {
  const detail = reasonInWords(decisiveReason(line));
  if (line.verdict === 'affected') return { state: 'exploitable', detail, lastUpdated: timestamp };
  if (line.verdict === 'unknown') return { state: 'in_triage', detail, lastUpdated: timestamp };
  const stated = statedInVex(line);
  if (stated?.status === 'fixed') return { state: 'resolved', detail, lastUpdated: timestamp };
  const justification =
    stated?.justification === undefined ? undefined : JUSTIFICATIONS[stated.justification];
  return {
    state: 'not_affected',
    ...(justification === undefined ? {} : { justification }),
    detail,
    lastUpdated: timestamp,
  };
}

function entryOf(line: MatchLine, analysis: Record<string, unknown>, at: number): Record<string, unknown> {
  const aliases = [...new Set(line.aliases)].filter((alias) => alias !== line.vulnerability);
  return {
    'bom-ref': `vulnerability-${at + 1}`,
    id: line.vulnerability,
    ...(line.vulnerability.startsWith('CVE-')
      ? {
          source: {
            name: 'CVE',
            url: `https://www.cve.org/CVERecord?id=${encodeURIComponent(line.vulnerability)}`,
          },
        }
      : {}),
    ...(aliases.length > 0
      ? { references: aliases.map((id) => ({ id, source: { name: id.split('-')[0] ?? id } })) }
      : {}),
    ...(line.decision === null ? {} : { recommendation: line.decision.outcome }),
    analysis,
  };
}
