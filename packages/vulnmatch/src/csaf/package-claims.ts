import type { CsafDocument } from '@vigie/csaf';
import { type Purl, parseCpe, parsePurlLoosely } from '@vigie/identifiers';
import { dense } from '../json.ts';
import type { PackageClaim, Status } from '../model.ts';
import { normalName } from '../package-keys.ts';
import { distributionOf, normalRelease } from '../releases.ts';
import type { Statement } from './statements.ts';

const STATUS: Readonly<Record<string, Status>> = {
  first_affected: 'a',
  known_affected: 'a',
  last_affected: 'a',
  known_not_affected: 'n',
  first_fixed: 'n',
  fixed: 'n',
  under_investigation: 'u',
  unknown: 'u',
};

/** Packages that no vulnerability is in; they double the size of an advisory. */
const DEBUG = /-debug(?:info|source)(?:-|$)/;

interface Named {
  purl: Purl;
  version: string | undefined;
  release: string | undefined;
  module: string | undefined;
  statement: Statement;
}

/** Statements on packages of a distribution, those of one release and version together. */
export function claimsOnPackages(
  statements: readonly Statement[],
  document: CsafDocument,
  from: string,
): PackageClaim[] {
  const groups = new Map<string, { named: Named; names: Set<string>; source?: string }>();
  for (const statement of statements) {
    const named = nameOf(statement, document);
    if (!named || DEBUG.test(named.purl.name)) continue;
    const { purl, version, release, module } = named;
    const isFix = statement.status === 'fixed' || statement.status === 'first_fixed';
    const name = normalName(purl.type, purl.name);
    const key = JSON.stringify([
      ...[purl.type, purl.namespace, release, module, version ?? name],
      ...[isFix ? 'fixed' : statement.status, statement.words],
    ]);
    const group = groups.get(key) ?? { named, names: new Set<string>() };
    groups.set(key, group);
    group.names.add(name);
    if (purl.qualifiers.arch === 'src') group.source = name;
  }
  return [...groups.values()].map(({ named, names, source }) => claimOf(named, names, source, from));
}

function claimOf(named: Named, names: Set<string>, source: string | undefined, from: string): PackageClaim {
  const { purl, version, release, module, statement } = named;
  const name = source ?? [...names].reduce((a, b) => (b.length < a.length ? b : a));
  const bin = [...names].filter((n) => n !== name).sort();
  const words = [statement.words, module === undefined ? undefined : `module ${module}`].filter(
    (w) => w !== undefined,
  );
  return dense<PackageClaim>({
    from,
    eco: purl.type,
    ...(purl.namespace === undefined ? {} : { ns: distributionOf(purl.namespace) }),
    name,
    ...(bin.length > 0 ? { bin } : {}),
    ...(release === undefined ? {} : { release }),
    ...statusOf(statement, version),
    note: [`${statement.status.replaceAll('_', ' ')}: ${placeOf(statement)}`, ...words]
      .join('; ')
      .slice(0, 300),
  });
}

/** A fix is the end of what is affected; everything else is said of the version named, or of all. */
function statusOf(statement: Statement, version: string | undefined): Partial<PackageClaim> {
  const status = STATUS[statement.status] ?? 'u';
  if (statement.status === 'fixed' || statement.status === 'first_fixed')
    return version === undefined ? { s: 'n' } : { ranges: [{ lt: version }], s: 'n' };
  if (version === undefined) return { s: status };
  return { ranges: [{ ge: version, le: version, s: status }], s: 'u' };
}

const placeOf = ({ component, relations }: Statement): string =>
  [component.name, ...relations.map(({ to }) => `on ${to.name}`)].join(' ');

export const pathOf = ({ product, component, relations }: Statement): string =>
  [component.path.join(' › ') || component.name, ...relations.map(({ to }) => `on ${to.name}`)].join(' ') ||
  product.name;

function nameOf(statement: Statement, document: CsafDocument): Named | undefined {
  const { component, relations } = statement;
  const text = component.purls[0];
  const platform = relations.find(({ to }) => to.cpe !== undefined)?.to;
  const release = platform?.cpe === undefined ? undefined : releaseOf(platform.cpe);
  if (text === undefined) return namedAlone(statement, release);
  const purl = parsePurlLoosely(text);
  if (!purl) return undefined;
  const module = purl.qualifiers.rpmmod?.split(':').slice(0, 2).join(':');
  const epoch = purl.qualifiers.epoch;
  const version =
    purl.version !== undefined && epoch !== undefined && !purl.version.includes(':')
      ? `${epoch}:${purl.version}`
      : purl.version;
  const distro = purl.qualifiers.distro;
  const own = distro === undefined ? undefined : normalRelease(distributionOf(purl.namespace ?? ''), distro);
  const named =
    release ?? own ?? releaseOfName(platform?.name ?? relations[0]?.to.name ?? '', purl, document);
  return { purl, version, release: named, module, statement };
}

/** `log4j:2/log4j` on Red Hat Enterprise Linux 8. */
function namedAlone(statement: Statement, release: string | undefined): Named | undefined {
  const [module, name] = statement.component.name.includes('/')
    ? statement.component.name.split('/')
    : [undefined, statement.component.name];
  if (!name || !/^[\w.+-]{1,100}$/.test(name)) return undefined;
  const purl: Purl = { type: 'rpm', namespace: 'redhat', name: name.toLowerCase(), qualifiers: {} };
  return { purl, version: undefined, release, module: module?.includes(':') ? module : undefined, statement };
}

/** The platform's CPE in the spelling that `normalRelease` reads. */
function releaseOf(text: string): string | undefined {
  const cpe = parseCpe(text);
  if (!cpe || cpe.product === '*' || cpe.version === '*' || cpe.version === '-') return undefined;
  const plain = (value: string): string => value.replace(/\\(.)/g, '$1');
  if (/^(?:suse|opensuse)$/.test(cpe.vendor))
    return suseRelease(plain(cpe.product), plain(cpe.version), plain(cpe.update));
  return normalRelease(
    distributionOf(plain(cpe.vendor)),
    `cpe:/${cpe.part}:${cpe.vendor}:${plain(cpe.product)}:${plain(cpe.version)}`,
  );
}

function suseRelease(product: string, version: string, update: string): string | undefined {
  const words = `${product.replaceAll('_', ' ')} ${version}${update === '*' ? '' : ` ${update}`}`;
  return normalRelease(/leap|tumbleweed/.test(product) ? 'opensuse' : 'suse', words);
}

/** `openSUSE Leap 15.5`, `SUSE Linux Enterprise Server 15 SP5`, where the platform has no CPE. */
function releaseOfName(name: string, purl: Purl, document: CsafDocument): string | undefined {
  if (name === '') return undefined;
  return normalRelease(distributionOf(purl.namespace ?? document.publisher.name), name);
}
