import { type Json, list, object, text, texts } from './json.ts';
import { type AffectedClaim, MalformedRecordError, type Matchable, type TreeClaim } from './model.ts';
import { lendPlatforms, readAffected } from './read-affected.ts';
import { readTrees } from './read-tree.ts';

const KEPT_TAGS = new Set(['disputed', 'unsupported-when-assigned', 'exclusively-hosted-service']);
const CVE_ID = /^CVE-\d{4}-\d{4,}$/;
const CISA_ADP = '134c704f-9b21-4f2e-91b3-4a467353bcc0';

/**
 * Compiles a CVE JSON 5.x record: the CNA's container and every ADP container, each as a source of its own.
 *
 * @param record a parsed `CVE_RECORD` document.
 * @throws MalformedRecordError when it is not one; `path` says where.
 */
export function matchableFromCve5(record: unknown): Matchable {
  const { id, rejected, containers } = head(record);
  const matchable: Matchable = {
    id,
    aliases: rejected ? [] : aliasesOf(containers),
    source: 'cve5',
    rejected,
  };
  if (rejected) return matchable;
  const tags = texts(object(containers.cna, 'containers.cna').tags, 'containers.cna.tags');
  const told = tags.filter((tag) => KEPT_TAGS.has(tag));
  if (told.length > 0) matchable.tags = told;
  const affected: AffectedClaim[] = [];
  const trees: TreeClaim[] = [];
  for (const { from, container, path } of containersOf(containers)) {
    affected.push(...readAffected(container.affected, from, `${path}.affected`));
    trees.push(...readTrees(container.cpeApplicability, from, `${path}.cpeApplicability`));
  }
  lendPlatforms(affected);
  if (affected.length > 0) matchable.affected = affected;
  if (trees.length > 0) matchable.trees = trees;
  return matchable;
}

/** Id and state of a CVE 5.x record, without compiling it. */
function head(record: unknown): { id: string; rejected: boolean; containers: Json } {
  const root = object(record, '$');
  const meta = object(root.cveMetadata, 'cveMetadata');
  const id = text(meta.cveId);
  if (id === undefined || id.length > 64 || !CVE_ID.test(id))
    throw new MalformedRecordError('cveMetadata.cveId', 'CVE id');
  const state = text(meta.state);
  if (state !== 'PUBLISHED' && state !== 'REJECTED' && state !== 'RESERVED')
    throw new MalformedRecordError('cveMetadata.state', 'PUBLISHED or REJECTED');
  return { id, rejected: state === 'REJECTED', containers: object(root.containers ?? {}, 'containers') };
}

function containersOf(containers: Json): { from: string; container: Json; path: string }[] {
  const found = [
    { from: 'cna', container: object(containers.cna, 'containers.cna'), path: 'containers.cna' },
  ];
  for (const [i, item] of list(containers.adp, 'containers.adp').entries()) {
    const container = object(item, `containers.adp[${i}]`);
    found.push({ from: `adp:${adpName(container)}`, container, path: `containers.adp[${i}]` });
  }
  return found;
}

function adpName(container: Json): string {
  const provider =
    typeof container.providerMetadata === 'object' ? (container.providerMetadata as Json | null) : null;
  const title = text(container.title) ?? '';
  if (/CISA ADP/i.test(title) || text(provider?.orgId) === CISA_ADP) return 'CISA-ADP';
  if (/CVE Program Container/i.test(title)) return 'CVE-Program';
  const name = text(provider?.shortName) ?? title;
  return name.replace(/[^\w.-]+/g, '-').slice(0, 64) || 'unnamed';
}

/** Ids that the CNA itself gives for the same weakness. */
function aliasesOf(containers: Json): string[] {
  const cna = object(containers.cna, 'containers.cna');
  const source = typeof cna.source === 'object' && cna.source !== null ? (cna.source as Json) : {};
  const stated = Array.isArray(source.advisory) ? source.advisory.slice(0, 20) : [source.advisory];
  const ids = stated.flatMap(
    (value) => text(value)?.match(/\bGHSA(?:-[23456789cfghjmpqrvwx]{4}){3}\b/gi) ?? [],
  );
  return [...new Set(ids.map((id) => `GHSA${id.slice(4).toLowerCase()}`))];
}
