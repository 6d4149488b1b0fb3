import type { Reason, Verdict } from '../model.ts';

/** One component and one vulnerability, as `vigie match` prints them. */
export interface MatchLine {
  component: {
    asset: string | null;
    ref: string;
    purl: string | null;
    cpe: string | null;
    name: string | null;
    version: string | null;
    vendor?: string | null;
  };
  vulnerability: string;
  aliases: string[];
  verdict: Verdict;
  conflict: boolean;
  reasons: { [K in keyof Reason]: Reason[K] | null }[];
  decision: { outcome: string; deadlineDays: number | null } | null;
}

/** What a document needs beyond the lines: nothing is read from a clock or made up. */
export interface DocumentHead {
  /** IRI of an OpenVEX document, `urn:uuid:…` of a CycloneDX one. */
  id: string;
  /** RFC 3339. */
  timestamp: string;
  author: string;
  /** Name and version of the program. */
  tool: { name: string; version: string; uri?: string };
  /** Revision of the document; 1 where absent. */
  revision?: number;
}

/** The reason that a verdict rests on: the first that votes for it. */
export function decisiveReason(line: MatchLine): MatchLine['reasons'][number] | undefined {
  return line.reasons.find((r) => r.vote === line.verdict) ?? line.reasons[0];
}

/** A reason in one sentence: source, range, version compared, words. */
export function reasonInWords(reason: MatchLine['reasons'][number] | undefined): string {
  if (!reason) return 'no reason given';
  const compared = reason.compared ? ` version ${reason.compared}` : '';
  const range = reason.range ? ` against "${reason.range}"` : '';
  return `${reason.source} (${reason.rule}):${compared}${range}${reason.quote ? ` ${reason.quote}` : ''}`
    .replace(/\s+/g, ' ')
    .slice(0, 1000);
}

/** What a line is about, in words and as an identifier. */
export function subjectOfLine({ component }: MatchLine): string {
  return (
    component.purl ??
    component.cpe ??
    [component.name ?? component.ref, component.version].filter(Boolean).join(' ')
  );
}

export const VEX_JUSTIFICATIONS = [
  'component_not_present',
  'vulnerable_code_not_present',
  'vulnerable_code_not_in_execute_path',
  'vulnerable_code_cannot_be_controlled_by_adversary',
  'inline_mitigations_already_exist',
] as const;

/** The justification that a VEX statement gave, and the status it stated. */
export function statedInVex(
  line: MatchLine,
): { status: string; justification?: string; words: string } | undefined {
  const reason = decisiveReason(line);
  if (!reason?.rule?.startsWith('vex.') || !reason.quote) return undefined;
  const [status = '', second] = reason.quote.split(/: | \(/);
  const justification = VEX_JUSTIFICATIONS.find((j) => j === second);
  return { status, words: reason.quote, ...(justification === undefined ? {} : { justification }) };
}

/** An IRI for a component that has neither package URL nor CPE: its place in the inventory. */
export const componentUrn = (asset: string | null | undefined, ref: string): string =>
  `urn:vigie:component:${encodeURIComponent(asset ?? '')}:${encodeURIComponent(ref)}`;
