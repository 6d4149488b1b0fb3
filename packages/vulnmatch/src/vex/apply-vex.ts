import { compareCpeNames, parseCpe, parsePurlLoosely } from '@vigie/identifiers';
import { compareVersions, schemeOfPurlType } from '@vigie/versions';
import { fitsRange } from '../evaluate-versions.ts';
import type { Component, MatchResult, Reason, Verdict } from '../model.ts';
import { compact, vpKey } from '../names.ts';
import { packageKey } from '../package-keys.ts';
import { type Subject, subjectOf } from '../subject.ts';
import { componentUrn } from './match-line.ts';
import type { VexProduct, VexStatement, VexStatus } from './statement.ts';

const VERDICTS: Record<VexStatus, Verdict> = {
  not_affected: 'not_affected',
  fixed: 'not_affected',
  affected: 'affected',
  under_investigation: 'unknown',
};

/** The vulnerability a result is about, and what lies beside the component. */
export interface VexSubject {
  vulnerability: string;
  aliases?: readonly string[];
  siblings?: readonly Component[];
}

/**
 * A match result with the statements that concern it: the latest decides the verdict, and the reasons keep what the
 * advisories said. The result itself when none does.
 */
export function applyVex(
  result: MatchResult,
  component: Component,
  statements: readonly VexStatement[],
  about: VexSubject,
): MatchResult {
  const heard = statementsOn(statements, component, about);
  const latest = heard.at(-1);
  if (!latest) return result;
  return {
    verdict: VERDICTS[latest.status],
    reasons: [reasonOf(latest, component), ...result.reasons],
    conflict: false,
  };
}

/** The statements on a component and a vulnerability, the latest last; of two of one time, the later of the document. */
export function statementsOn(
  statements: readonly VexStatement[],
  component: Component,
  { vulnerability, aliases = [], siblings = [] }: VexSubject,
): VexStatement[] {
  const ids = new Set([vulnerability, ...aliases].map(plainId));
  const found = statements.filter(
    (s) =>
      [s.vulnerability, ...s.aliases].some((id) => ids.has(plainId(id))) &&
      s.products.some((product) => concerns(product, component, siblings)),
  );
  return found
    .map((statement, i) => ({ statement, i, at: Date.parse(statement.timestamp) || 0 }))
    .sort((a, b) => a.at - b.at || a.i - b.i)
    .map(({ statement }) => statement);
}

/** `https://nvd.nist.gov/vuln/detail/CVE-2023-1` names the same as its last part. */
const plainId = (id: string): string => (id.includes('/') ? (id.split('/').at(-1) ?? id) : id).toUpperCase();

function reasonOf(statement: VexStatement, component: Component): Reason {
  const { version } = subjectOf(component);
  const said = [statement.status, statement.justification, statement.words]
    .filter((w) => w !== undefined)
    .join(': ');
  const when = statement.timestamp.slice(0, 10);
  const by = [when, statement.author, statement.document].filter((w) => w !== '').join(', ');
  return {
    source: `vex:${statement.author.slice(0, 60) || statement.document.slice(0, 60) || 'unnamed'}`,
    rule: statement.form,
    ...(version === undefined ? {} : { compared: version }),
    vote: VERDICTS[statement.status],
    quote: `${said} (${by})`.slice(0, 700),
  };
}

/** A product without subcomponents is the component; with them, the component is one of them and the product is there. */
function concerns(product: VexProduct, component: Component, siblings: readonly Component[]): boolean {
  if (!product.subcomponents)
    return isSame(product, component) || (isImage(product) && siblings.some((s) => isSame(product, s)));
  if (!product.subcomponents.some((part) => isSame(part, component))) return false;
  return (
    isAsset(product, component) ||
    siblings.some((s) => s !== component && isSame(product, s)) ||
    isSame(product, component)
  );
}

/** A container image is all that lies in it. */
const isImage = ({ purl }: VexProduct): boolean => /^pkg:(?:oci|docker)\//.test(purl ?? '');

/** The product may be the asset itself, or the distribution's release that the component was built for. */
function isAsset(product: VexProduct, component: Component): boolean {
  const names = [product.id, product.name, product.purl].filter((n) => n !== undefined).map(compact);
  if (component.asset !== undefined && names.includes(compact(component.asset))) return true;
  const { distro } = subjectOf(component);
  const cpe = product.cpe === undefined ? undefined : parseCpe(product.cpe);
  if (!cpe || !distro?.on || cpe.vendor !== distro.id) return false;
  const isRelease =
    /^(?:enterprise_linux|rhel_\w+|debian_linux|ubuntu_linux|alpine_linux|leap|linux_enterprise\w*)$/;
  const version = cpe.version.replace(/\\(.)/g, '$1');
  return isRelease.test(cpe.product) && (version === distro.on || distro.on.startsWith(`${version}.`));
}

function isSame(product: VexProduct, component: Component): boolean {
  if (product.id !== undefined && isNamed(product.id, component)) return true;
  const subject = subjectOf(component);
  if (product.purl !== undefined && subject.purl) return isSamePurl(product, subject);
  if (product.cpe !== undefined && subject.cpe)
    return isSameCpe(product.cpe, subject) && fits(product, subject);
  if (product.purl !== undefined || product.cpe !== undefined || product.name === undefined) return false;
  return isSameName(product, subject) && fits(product, subject);
}

const isNamed = (id: string, { asset, ref, purl, cpe }: Component): boolean =>
  [ref, purl, cpe, componentUrn(asset, ref)].includes(id);

/** No part that the statement gives may contradict the component's; a version must be equal in its own order. */
function isSamePurl(product: VexProduct, subject: Subject): boolean {
  const [theirs, own] = [parsePurlLoosely(product.purl ?? ''), subject.purl];
  if (!theirs || !own) return false;
  if (
    packageKey(theirs.type, theirs.namespace, theirs.name) !== packageKey(own.type, own.namespace, own.name)
  )
    return false;
  const { epoch, ...qualifiers } = theirs.qualifiers;
  for (const [name, value] of Object.entries(qualifiers)) {
    const known = own.qualifiers[name];
    // The same version of the same package is the same build even where the inventory leaves its origin out.
    if (known === undefined ? theirs.version === undefined : known !== value) return false;
  }
  if (theirs.subpath !== undefined && theirs.subpath !== own.subpath) return false;
  const version = subject.distro ? subject.distro.version : subject.version;
  if (theirs.version === undefined) return fits(product, subject);
  if (version === undefined) return false;
  const stated =
    epoch !== undefined && !theirs.version.includes(':') ? `${epoch}:${theirs.version}` : theirs.version;
  return stated === version || compareVersions(schemeOfPurlType(own.type), stated, version) === 0;
}

function isSameCpe(stated: string, { cpe: own }: Subject): boolean {
  const theirs = parseCpe(stated);
  if (!theirs || !own) return false;
  const { name: relation } = compareCpeNames(theirs, own);
  return relation === 'equal' || relation === 'superset';
}

function isSameName({ vendor, name = '' }: VexProduct, subject: Subject): boolean {
  if (vendor !== undefined) return subject.vps.includes(vpKey(vendor, name));
  return !subject.ecosystem && !subject.distro && subject.names.includes(compact(name));
}

function fits({ versions }: VexProduct, subject: Subject): boolean {
  if (!versions) return true;
  const version = subject.distro ? subject.distro.version : subject.version;
  if (version === undefined) return versions.some((v) => Object.keys(v).length === 0);
  const choice = { purlType: subject.distro?.type ?? subject.ecosystem, vp: subject.vps[0] };
  return versions.some((bounds) => fitsRange(bounds, version, choice).fit === 'yes');
}
