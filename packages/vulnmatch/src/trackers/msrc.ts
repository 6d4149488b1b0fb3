import { dense, type Json, list, object, text } from '../json.ts';
import {
  type BuildClaim,
  MalformedRecordError,
  type Matchable,
  type ProductClaim,
  type VersionClaim,
} from '../model.ts';
import { compareBuilds, isBuild, windowsFamily } from '../windows-builds.ts';
import { type OnRefused, readEntry } from './by-vulnerability.ts';

/**
 * Compiles a CVRF 3.0 document of the Microsoft Security Response Center (`https://api.msrc.microsoft.com/cvrf/v3.0/cvrf/2026-Sep`,
 * as JSON), one record a weakness. A fix of a product is the `FixedBuild` of a remediation that names the same ProductID:
 * one KB has several builds. Windows is told by its build family, other products by their name.
 *
 * @param onRefused told of each bad entry, which costs no other; without it the first one is thrown.
 * @throws MalformedRecordError when it is not of that form; `path` says where.
 */
export function matchablesFromMsrc(document: unknown, onRefused?: OnRefused): Matchable[] {
  const root = object(document, '$');
  const names = productNames(object(root.ProductTree, 'ProductTree'));
  const title =
    innerText(root.DocumentTracking, 'Identification', 'ID') ?? innerText(root.DocumentTitle) ?? '';
  const records: Matchable[] = [];
  for (const [i, item] of list(root.Vulnerability, 'Vulnerability').entries())
    readEntry(() => {
      const entry = object(item, `Vulnerability[${i}]`);
      const id = text(entry.CVE, 128);
      if (id === undefined || /\s/.test(id)) throw new MalformedRecordError(`Vulnerability[${i}].CVE`, 'id');
      records.push(compile(id, entry, `Vulnerability[${i}]`, names, title));
    }, onRefused);
  return records;
}

export const isMsrcDocument = (document: Json): boolean =>
  Array.isArray(document.Vulnerability) &&
  typeof document.ProductTree === 'object' &&
  document.ProductTree !== null;

function innerText(holder: unknown, ...path: string[]): string | undefined {
  let here = holder;
  for (const name of [...path, 'Value'])
    here = typeof here === 'object' && here !== null ? (here as Json)[name] : undefined;
  return text(here, 500);
}

/** Names by ProductID: the flat list, and the branches (product family, then product) that hold the same. */
function productNames(tree: Json): Map<string, string> {
  const names = new Map<string, string>();
  const open: { item: unknown; path: string }[] = [
    ...list(tree.Branch, 'ProductTree.Branch').map((item, i) => ({ item, path: `ProductTree.Branch[${i}]` })),
    ...list(tree.FullProductName, 'ProductTree.FullProductName').map((item, i) => ({
      item,
      path: `ProductTree.FullProductName[${i}]`,
    })),
  ];
  for (let next = open.pop(); next; next = open.pop()) {
    const { path } = next;
    const entry = object(next.item, path);
    const [id, value] = [text(entry.ProductID, 60), text(entry.Value, 300)];
    if (id !== undefined && value !== undefined && !names.has(id)) names.set(id, value);
    for (const [i, item] of list(entry.Items, `${path}.Items`).entries())
      open.push({ item, path: `${path}.Items[${i}]` });
  }
  return names;
}

/** Product statuses and remediations by number: https://github.com/microsoft/MSRC-Microsoft-Security-Updates-API */
const KNOWN_AFFECTED = 3;
const VENDOR_FIX = 2;

interface Fix {
  build?: string;
  kb: string;
}

function compile(
  id: string,
  entry: Json,
  path: string,
  names: Map<string, string>,
  title: string,
): Matchable {
  const matchable: Matchable = { id, aliases: [], source: `msrc:${title}`, rejected: false };
  const fixes = fixesOf(entry, path);
  const affected = new Set<string>();
  for (const [i, item] of list(entry.ProductStatuses, `${path}.ProductStatuses`).entries()) {
    const status = object(item, `${path}.ProductStatuses[${i}]`);
    if (status.Type === KNOWN_AFFECTED)
      for (const product of list(status.ProductID, `${path}.ProductStatuses[${i}].ProductID`))
        affected.add(String(product));
  }
  const builds: BuildClaim[] = [];
  const others = new Map<string, { name: string; fixes: Fix[] }>();
  for (const product of affected) {
    const name = names.get(product);
    if (name === undefined) continue;
    const own = fixes.get(product) ?? [];
    if (/^Windows (?:\d|Server|RT|Vista|XP)/i.test(name))
      builds.push(...own.flatMap((fix) => buildClaim(name, fix)));
    const plain = plainName(name);
    const known = others.get(plain) ?? { name, fixes: [] };
    others.set(plain, { name, fixes: [...known.fixes, ...own] });
  }
  if (builds.length > 0) matchable.builds = builds;
  const products = [...others].map(([plain, { fixes: own }]) => productClaim(plain, own));
  if (products.length > 0) matchable.products = products;
  return matchable;
}

function fixesOf(entry: Json, path: string): Map<string, Fix[]> {
  const fixes = new Map<string, Fix[]>();
  for (const [i, item] of list(entry.Remediations, `${path}.Remediations`).entries()) {
    const remediation = object(item, `${path}.Remediations[${i}]`);
    if (remediation.Type !== undefined && remediation.Type !== VENDOR_FIX) continue;
    const build = text(remediation.FixedBuild, 60);
    const kb = innerText(remediation.Description) ?? '';
    const fix: Fix = {
      kb: /^\d{6,8}$/.test(kb) ? `KB${kb}` : kb.slice(0, 60),
      ...(build && isBuild(build) ? { build } : {}),
    };
    for (const product of list(remediation.ProductID, `${path}.Remediations[${i}].ProductID`)) {
      const known = fixes.get(String(product));
      if (known) known.push(fix);
      else fixes.set(String(product), [fix]);
    }
  }
  return fixes;
}

function buildClaim(name: string, { build, kb }: Fix): BuildClaim[] {
  const family = build === undefined ? undefined : windowsFamily(build);
  if (build === undefined || family === undefined) return [];
  const kind = /server/i.test(name) ? ('server' as const) : ('client' as const);
  return [
    dense({
      from: 'msrc',
      family,
      kind,
      lt: build,
      product: name.slice(0, 200),
      kb: kb === '' ? undefined : kb,
    }) as BuildClaim,
  ];
}

/** The product without what is only its packaging: `for x64-based Systems`, `(Server Core installation)`, `(64-bit editions)`. */
function plainName(name: string): string {
  return name
    .replace(/^Microsoft\s+/i, '')
    .replace(/\s+for\s+(?:x64|x86|ARM64|32-bit|64-bit|Itanium)[\w -]*(?:Systems|editions?)?/gi, '')
    .replace(/\((?:[^)]*(?:edition|installation|GDR|CU|systems)[^)]*)\)/gi, '')
    .replace(/\bVersion\b/g, '')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, 200);
}

/** Below the lowest fix affected, from the highest on not; between them the servicing branch would decide. */
function productClaim(name: string, fixes: readonly Fix[]): ProductClaim {
  const builds = fixes.flatMap(({ build }) => build ?? []).sort(compareBuilds);
  const kb = [...new Set(fixes.map((fix) => fix.kb))]
    .filter((k) => k !== '')
    .slice(0, 8)
    .join(', ');
  const q = `${name}${kb === '' ? '' : `: ${kb}`}`.slice(0, 300);
  const [low, high] = [builds[0], builds.at(-1)];
  const claim = { from: 'msrc', d: 'u' as const, vendor: 'Microsoft', product: name };
  if (low === undefined || high === undefined)
    return { form: 'msrc', claim: { ...claim, v: [{ s: 'a', q, vague: true }] } };
  const versions: VersionClaim[] = [
    { s: 'a', lt: low, q },
    { s: 'n', ge: high, q },
    ...(low === high ? [] : [{ s: 'u' as const, ge: low, lt: high, q: `${q} (two servicing branches)` }]),
  ];
  return { form: 'msrc', claim: { ...claim, v: versions } };
}
