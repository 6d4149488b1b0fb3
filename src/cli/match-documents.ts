import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  cycloneDxVexFrom,
  type DocumentHead,
  type MatchLine,
  openVexFrom,
  sarifFrom,
} from '@vigie/vulnmatch';
import type { FileMatch } from '../exposure/match-files.ts';
import { ROOT } from '../platform/root.ts';

/** The line's shape is a public contract: scripts read it. */
export function presentMatch({
  component,
  vulnerability,
  aliases,
  result,
  decision,
  inputs,
  epss,
}: FileMatch) {
  return {
    component: {
      asset: component.asset ?? null,
      ref: component.ref,
      purl: component.purl ?? null,
      cpe: component.cpe ?? null,
      name: component.name ?? component.product ?? null,
      version: component.version ?? null,
    },
    vulnerability,
    aliases,
    verdict: result.verdict,
    conflict: result.conflict,
    reasons: result.reasons.map((r) => ({
      source: r.source,
      rule: r.rule,
      range: r.range ?? null,
      compared: r.compared ?? null,
      scheme: r.scheme ?? null,
      vote: r.vote,
      ...(r.quote === undefined ? {} : { quote: r.quote }),
    })),
    decision:
      result.verdict === 'not_affected'
        ? null
        : {
            policy: decision.policy,
            policyVersion: decision.policyVersion,
            outcome: decision.outcome,
            deadlineDays: decision.deadlineDays,
            inputs,
            assumed: decision.assumed,
            possible: decision.possible,
          },
    ...(epss === null ? {} : { epss }),
  };
}

/** A whole document of the matches shown: valid by its schema, dated now (or by SOURCE_DATE_EPOCH, for the same twice). */
export function documentOf(
  format: 'sarif' | 'cyclonedx-vex' | 'openvex',
  matches: readonly FileMatch[],
  options: { author?: string; inventories: readonly string[] },
  env: Readonly<Record<string, string | undefined>>,
): Record<string, unknown> {
  const lines: MatchLine[] = matches.map(presentMatch);
  const head = headOf(options.author, env);
  switch (format) {
    case 'sarif':
      return sarifFrom(lines, {
        ...head,
        ...(options.inventories.length === 1 ? { inventory: options.inventories[0] } : {}),
      });
    case 'cyclonedx-vex':
      return cycloneDxVexFrom(lines, head);
    case 'openvex':
      return openVexFrom(lines, head);
  }
}

function headOf(author: string | undefined, env: Readonly<Record<string, string | undefined>>): DocumentHead {
  const epoch = env.SOURCE_DATE_EPOCH;
  const at = epoch !== undefined && /^\d{1,12}$/.test(epoch) ? new Date(Number(epoch) * 1000) : new Date();
  const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { version: string };
  return {
    id: `urn:uuid:${randomUUID()}`,
    timestamp: at.toISOString(),
    author: author ?? 'Vigie',
    tool: { name: 'Vigie', version },
  };
}
