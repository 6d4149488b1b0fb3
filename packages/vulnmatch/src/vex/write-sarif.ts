import {
  type DocumentHead,
  decisiveReason,
  type MatchLine,
  reasonInWords,
  statedInVex,
  subjectOfLine,
} from './match-line.ts';

const LEVELS = { affected: 'error', unknown: 'warning', not_affected: 'none' } as const;
/** `review` would ask for the level `none` (§3.27.10), which viewers hide: what is to be checked stays in sight. */
const KINDS = { affected: 'fail', unknown: 'fail', not_affected: 'pass' } as const;

/**
 * A SARIF 2.1.0 log of match lines: one rule a vulnerability, one result a component and vulnerability. What a VEX
 * statement sets aside is a result with a suppression. `inventory` names the file that the components come from.
 */
export function sarifFrom(
  lines: readonly MatchLine[],
  head: Pick<DocumentHead, 'tool'> & { inventory?: string },
): Record<string, unknown> {
  const rules = new Map<string, { id: string; index: number; aliases: string[] }>();
  for (const { vulnerability, aliases } of lines)
    if (!rules.has(vulnerability))
      rules.set(vulnerability, { id: vulnerability, index: rules.size, aliases });
  return {
    $schema: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: head.tool.name,
            version: head.tool.version,
            ...(head.tool.uri === undefined ? {} : { informationUri: head.tool.uri }),
            rules: [...rules.values()].map(ruleOf),
          },
        },
        columnKind: 'utf16CodeUnits',
        results: lines.map((line) =>
          resultOf(line, rules.get(line.vulnerability)?.index ?? 0, head.inventory),
        ),
      },
    ],
  };
}

function ruleOf({ id, aliases }: { id: string; aliases: string[] }): Record<string, unknown> {
  return {
    id,
    shortDescription: { text: aliases.length > 0 ? `${id} (${aliases.join(', ')})` : id },
    ...(/^CVE-\d{4}-\d{4,}$/.test(id) ? { helpUri: `https://www.cve.org/CVERecord?id=${id}` } : {}),
    properties: { tags: ['security', 'vulnerability'] },
  };
}

function resultOf(
  line: MatchLine,
  ruleIndex: number,
  inventory: string | undefined,
): Record<string, unknown> {
  const { component, verdict } = line;
  const subject = subjectOfLine(line);
  const stated = verdict === 'not_affected' ? statedInVex(line) : undefined;
  const conflict = line.conflict ? ' Sources disagree.' : '';
  return {
    ruleId: line.vulnerability,
    ruleIndex,
    kind: stated ? 'fail' : KINDS[verdict],
    level: stated ? 'warning' : LEVELS[verdict],
    message: {
      text: `${line.vulnerability}: ${subject}${component.asset === null ? '' : ` on ${component.asset}`}: ${verdict}.${conflict} ${reasonInWords(decisiveReason(line))}`,
    },
    locations: [
      {
        ...(inventory === undefined
          ? {}
          : { physicalLocation: { artifactLocation: { uri: uriOf(inventory) } } }),
        logicalLocations: [
          {
            name: component.name ?? subject,
            fullyQualifiedName: [component.asset, subject].filter(Boolean).join('/'),
            kind: 'module',
          },
        ],
      },
    ],
    partialFingerprints: {
      'componentAndVulnerability/v1': [
        component.asset ?? '',
        component.ref,
        subject,
        line.vulnerability,
      ].join('|'),
    },
    ...(stated
      ? { suppressions: [{ kind: 'external', status: 'accepted', justification: stated.words }] }
      : {}),
    properties: {
      verdict,
      conflict: line.conflict,
      aliases: line.aliases,
      ...(line.decision ? { decision: line.decision.outcome } : {}),
    },
  };
}

/** A path as a relative reference. */
const uriOf = (path: string): string => path.split(/[\\/]/).map(encodeURIComponent).join('/');
