import { readBranchVersions } from '../csaf/versions.ts';
import { type Json, list, object, text } from '../json.ts';
import { MalformedRecordError } from '../model.ts';
import { named } from './read-openvex.ts';
import {
  MAX_STATEMENTS,
  MAX_WORDS,
  type VexProduct,
  type VexStatement,
  type VexStatus,
} from './statement.ts';

const STATES: Readonly<Record<string, VexStatus>> = {
  resolved: 'fixed',
  resolved_with_pedigree: 'fixed',
  exploitable: 'affected',
  in_triage: 'under_investigation',
  false_positive: 'not_affected',
  not_affected: 'not_affected',
};

/** `vulnerabilities[].analysis` of a CycloneDX document: https://cyclonedx.org/capabilities/vex/ */
export function readCycloneDxVex(root: Json): VexStatement[] {
  const components = componentsOf(root);
  const metadata = root.metadata === undefined ? {} : object(root.metadata, 'metadata');
  const head = {
    form: 'vex.cyclonedx' as const,
    author: authorOf(metadata),
    document: text(root.serialNumber) ?? '',
  };
  const issued = text(metadata.timestamp) ?? '';
  const statements: VexStatement[] = [];
  for (const [i, item] of list(root.vulnerabilities, 'vulnerabilities').slice(0, MAX_STATEMENTS).entries()) {
    const path = `vulnerabilities[${i}]`;
    const entry = object(item, path);
    const id = text(entry.id, 200);
    if (entry.analysis === undefined || id === undefined) continue;
    const analysis = object(entry.analysis, `${path}.analysis`);
    const state = text(analysis.state);
    if (state === undefined) continue;
    const status = Object.hasOwn(STATES, state) ? STATES[state] : undefined;
    if (status === undefined) throw new MalformedRecordError(`${path}.analysis.state`, 'state');
    const justification = state === 'false_positive' ? state : text(analysis.justification, 100);
    const words = text(analysis.detail, 20_000) ?? text(entry.recommendation, 20_000);
    const base = {
      ...head,
      vulnerability: id,
      aliases: aliasesOf(entry, path),
      ...(justification === undefined ? {} : { justification }),
      ...(words === undefined ? {} : { words: words.slice(0, MAX_WORDS) }),
      timestamp: text(analysis.lastUpdated) ?? text(analysis.firstIssued) ?? text(entry.updated) ?? issued,
    };
    for (const [said, products] of affectsOf(entry, path, status, components))
      statements.push({ ...base, status: said, products });
  }
  return statements;
}

function componentsOf(root: Json): Map<string, VexProduct> {
  const found = new Map<string, VexProduct>();
  const metadata = root.metadata === undefined ? {} : object(root.metadata, 'metadata');
  const open: unknown[] = [metadata.component, ...list(root.components, 'components')];
  for (let next = open.pop(), seen = 0; open.length > 0 || next !== undefined; next = open.pop(), seen++) {
    if (seen > 200_000) throw new MalformedRecordError('components', 'at most 200000 components');
    if (typeof next !== 'object' || next === null) continue;
    const component = next as Json;
    const ref = text(component['bom-ref']);
    if (ref !== undefined) found.set(ref, productOf(component, ref));
    open.push(...(Array.isArray(component.components) ? component.components : []));
  }
  return found;
}

function productOf(component: Json, ref: string): VexProduct {
  const [purl, cpe] = [text(component.purl), text(component.cpe)];
  if (purl !== undefined) return { purl };
  if (cpe !== undefined) return { cpe };
  const [name, version] = [text(component.name), text(component.version)];
  const vendor = text(component.group) ?? text((component.supplier as Json | undefined)?.name);
  if (name === undefined) return { id: ref };
  return { name, ...(vendor ? { vendor } : {}), ...(version ? { versions: [{ is: version }] } : {}) };
}

/** The products by status: versions may be told apart. */
function affectsOf(
  entry: Json,
  path: string,
  status: VexStatus,
  components: Map<string, VexProduct>,
): Map<VexStatus, VexProduct[]> {
  const found = new Map<VexStatus, VexProduct[]>();
  for (const [k, item] of list(entry.affects, `${path}.affects`).entries()) {
    const affect = object(item, `${path}.affects[${k}]`);
    const ref = text(affect.ref);
    if (ref === undefined) continue;
    const product = components.get(ref) ?? byLink(ref, components);
    const versions = list(affect.versions, `${path}.affects[${k}].versions`);
    if (versions.length === 0) add(found, status, product);
    for (const [v, one] of versions.entries()) {
      const said = object(one, `${path}.affects[${k}].versions[${v}]`);
      const bounds = readBranchVersions(text(said.version) ?? text(said.range) ?? '');
      if (bounds) add(found, statusOf(text(said.status), status), { ...product, versions: bounds });
    }
  }
  return found;
}

function statusOf(said: string | undefined, status: VexStatus): VexStatus {
  if (said === 'unaffected') return 'not_affected';
  return said === 'unknown' ? 'under_investigation' : status;
}

const add = (found: Map<VexStatus, VexProduct[]>, status: VexStatus, product: VexProduct): void => {
  found.set(status, [...(found.get(status) ?? []), product]);
};

/** `urn:cdx:serial/version#bom-ref`: the reference is often the package URL, percent-encoded. */
function byLink(ref: string, components: Map<string, VexProduct>): VexProduct {
  const part = ref.startsWith('urn:cdx:') ? (ref.split('#')[1] ?? ref) : ref;
  let plain = part;
  try {
    plain = decodeURIComponent(part);
  } catch {
    // Not percent-encoded: as it stands.
  }
  return components.get(plain) ?? components.get(part) ?? named(part.startsWith('pkg:') ? part : plain);
}

function aliasesOf(entry: Json, path: string): string[] {
  return list(entry.references, `${path}.references`)
    .slice(0, 50)
    .flatMap((item, i) => text(object(item, `${path}.references[${i}]`).id, 200) ?? []);
}

function authorOf(metadata: Json): string {
  const named = [
    metadata.supplier,
    metadata.manufacturer,
    ...(Array.isArray(metadata.authors) ? metadata.authors : []),
  ];
  for (const one of named)
    if (typeof one === 'object' && one !== null) {
      const name = text((one as Json).name);
      if (name !== undefined) return name;
    }
  return '';
}
