import { type Context, isScoped, scopeOf, statusGroupsOf } from '../context.ts';
import { quote } from '../finding.ts';
import { itemsAt, objectAt, textAt, textsAt } from '../json.ts';

/** Tests on the statements about a vulnerability's products. */
export function checkStatuses(context: Context): void {
  for (const { item, path } of context.vulnerabilities) {
    checkContradictions(context, item, path);
    checkScopes(context, item, path);
    checkFlags(context, item, path);
    if (context.version === '2.1') checkRemediations(context, item, path);
  }
}

type Vulnerability = Context['root'];

function checkContradictions({ sink }: Context, vulnerability: Vulnerability, path: string): void {
  const seen = new Map<string, string>();
  for (const [group, ids] of statusGroupsOf(vulnerability))
    for (const [id, place] of ids) {
      const other = seen.get(id);
      if (other !== undefined && other !== group)
        sink(
          '6.1.6',
          `${path}${place}`,
          `product ${quote(id)} is both ${other.toLowerCase()} and ${group.toLowerCase()}`,
        );
      else seen.set(id, group);
    }
}

function checkScopes({ sink }: Context, vulnerability: Vulnerability, path: string): void {
  for (const { item, path: place } of itemsAt(vulnerability, 'remediations', path))
    if (!isScoped(item)) sink('6.1.29', place, 'the remediation names no product');
  for (const { item, path: place } of itemsAt(vulnerability, 'flags', path))
    if (!isScoped(item)) sink('6.1.32', place, 'the flag names no product');
  const parties = new Set<string>();
  for (const { item, path: place } of itemsAt(vulnerability, 'involvements', path)) {
    const key = `${textAt(item, 'party')} ${textAt(item, 'date')}`;
    if (textAt(item, 'date') !== undefined && parties.has(key))
      sink('6.1.24', place, 'the same party is listed twice at one date');
    parties.add(key);
  }
}

function checkFlags({ sink, groups }: Context, vulnerability: Vulnerability, path: string): void {
  const flagged = new Set<string>();
  for (const { item, path: place } of itemsAt(vulnerability, 'flags', path))
    for (const id of scopeOf(item, groups)) {
      if (flagged.has(id)) sink('6.1.33', place, `product ${quote(id)} has two justifications`);
      flagged.add(id);
    }
}

/** CSAF 2.1 §3.2.4.17.1, first table: what cannot stand beside what for one product. */
const APART: Readonly<Record<string, readonly string[]>> = {
  workaround: ['optional_patch', 'none_available'],
  mitigation: ['optional_patch', 'none_available'],
  vendor_fix: ['optional_patch', 'none_available', 'fix_planned', 'no_fix_planned'],
  optional_patch: ['none_available', 'fix_planned', 'no_fix_planned'],
  none_available: ['fix_planned', 'no_fix_planned'],
  fix_planned: ['no_fix_planned'],
};

/** The second table: status groups a category cannot be said of. */
const NOT_FOR: Readonly<Record<string, readonly string[]>> = {
  workaround: ['Not affected', 'Fixed'],
  mitigation: ['Not affected', 'Fixed'],
  vendor_fix: ['Not affected', 'Fixed'],
  optional_patch: ['Affected'],
  none_available: ['Not affected', 'Fixed'],
  fix_planned: ['Fixed'],
  no_fix_planned: ['Fixed'],
};

function checkRemediations({ sink, groups }: Context, vulnerability: Vulnerability, path: string): void {
  const statuses = statusGroupsOf(vulnerability);
  const recommended = new Set(textsAt(objectAt(vulnerability, 'product_status'), 'recommended'));
  const known = new Map<string, Set<string>>();
  for (const { item, path: place } of itemsAt(vulnerability, 'remediations', path)) {
    const category = textAt(item, 'category') ?? '';
    for (const id of scopeOf(item, groups)) {
      const others = known.get(id) ?? new Set();
      known.set(id, others);
      for (const other of others)
        if (APART[category]?.includes(other) || APART[other]?.includes(category))
          sink('6.1.35', place, `${category} contradicts ${other} for product ${quote(id)}`);
      others.add(category);
      if (recommended.has(id)) continue;
      for (const group of NOT_FOR[category] ?? [])
        if (statuses.get(group)?.has(id))
          sink(
            '6.1.36',
            place,
            `${category} is given for product ${quote(id)}, which is ${group.toLowerCase()}`,
          );
    }
  }
}
