import { ANY, CPE_ATTRIBUTES, type Cpe, type CpeAttribute, NA, wildcardShape } from './cpe.ts';

/** Relation of a source value or name to a target (NISTIR 7696 tables 6-1 and 6-2). */
export type CpeRelation = 'equal' | 'superset' | 'subset' | 'disjoint' | 'undefined';

/** Relation of each attribute, and of the whole name (`overlap`: some attributes wider, others narrower). */
export interface CpeComparison {
  attributes: Record<CpeAttribute, CpeRelation>;
  name: CpeRelation | 'overlap';
}

/** Relation of one source value to one target value, without regard to case. */
export function compareCpeValues(source: string, target: string): CpeRelation {
  if (source === target && (source === ANY || source === NA)) return 'equal';
  const targetWild = target !== ANY && target !== NA && wildcardShape(target) !== undefined;
  if (targetWild) return source.toLowerCase() === target.toLowerCase() ? 'equal' : 'undefined';
  if (source === ANY) return 'superset';
  if (target === ANY) return 'subset';
  if (source === NA || target === NA) return 'disjoint';
  const [a, b] = [source.toLowerCase(), target.toLowerCase()];
  if (a === b) return 'equal';
  return matchesWildcards(a, b) ? 'superset' : 'disjoint';
}

function plainText(value: string): string {
  return value.includes('\\') ? value.replace(/\\(.)/gs, '$1') : value;
}

/** A leading or trailing `*` stands for any text, n `?`s for at most n characters. */
function matchesWildcards(source: string, target: string): boolean {
  const shape = wildcardShape(source);
  if (shape === undefined) return plainText(source) === plainText(target);
  const inner = plainText(shape.text);
  const text = plainText(target);
  const before = shape.head === '*' ? text.length : shape.head.length;
  const after = shape.tail === '*' ? text.length : shape.tail.length;
  for (let at = text.indexOf(inner); at >= 0 && at <= before; at = text.indexOf(inner, at + 1)) {
    if (text.length - at - inner.length <= after) return true;
    if (inner === '' && at >= text.length) return false;
  }
  return false;
}

/**
 * Compares a source name (of a vulnerability) with a target name (of an asset), attribute by attribute.
 *
 * @example
 * compareCpeNames(parseCpe('cpe:2.3:a:acme:app:*')!, parseCpe('cpe:2.3:a:acme:app:1.0')!).name; // 'superset'
 */
export function compareCpeNames(source: Cpe, target: Cpe): CpeComparison {
  const attributes = {} as Record<CpeAttribute, CpeRelation>;
  const seen = new Set<CpeRelation>();
  for (const attribute of CPE_ATTRIBUTES) {
    const relation = compareCpeValues(source[attribute], target[attribute]);
    attributes[attribute] = relation;
    seen.add(relation);
  }
  return { attributes, name: relationOfName(seen) };
}

function relationOfName(seen: ReadonlySet<CpeRelation>): CpeComparison['name'] {
  if (seen.has('disjoint')) return 'disjoint';
  if (seen.has('undefined')) return 'undefined';
  if (seen.has('superset')) return seen.has('subset') ? 'overlap' : 'superset';
  return seen.has('subset') ? 'subset' : 'equal';
}
