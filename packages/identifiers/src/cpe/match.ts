import { type CpeComparison, compareCpeNames } from './compare.ts';
import { ANY, type Cpe, NA } from './cpe.ts';

/**
 * Tells whether a source name (of a vulnerability) may speak of a target name (of an asset): no attribute disjoint
 * (NISTIR 7696 §7.3), and none of the pairs that only chance brings together.
 *
 * - A target without a product is no candidate: ANY would match every vulnerability.
 * - Vendor narrower with product wider, or the reverse, names two different things.
 *
 * Versions are left to the caller when one of them is ANY or a range stands beside the name.
 */
export function isCandidate(source: Cpe, target: Cpe, comparison?: CpeComparison): boolean {
  if (target.product === ANY || target.product === NA) return false;
  const { attributes } = comparison ?? compareCpeNames(source, target);
  const { vendor, product } = attributes;
  const isCrossed =
    (vendor === 'subset' && product === 'superset') || (vendor === 'superset' && product === 'subset');
  return (
    !isCrossed && !Object.values(attributes).some((found) => found === 'disjoint' || found === 'undefined')
  );
}

/** One test of the CPE applicability language (NISTIR 7698): names and inner tests joined by an operator. */
export interface LogicalTest {
  operator: 'AND' | 'OR';
  negate: boolean;
  tests: LogicalTest[];
  names: Cpe[];
}

/** Depth after which a test counts as not fulfilled. */
const MAX_DEPTH = 64;

/** Evaluates a test against the names found on one system: a name holds when it equals or includes one of them. */
export function matchesLogicalTest(test: LogicalTest, found: readonly Cpe[], depth = 0): boolean {
  if (depth > MAX_DEPTH) return false;
  const answers = [
    ...test.names.map((name) => found.some((target) => includes(name, target))),
    ...test.tests.map((inner) => matchesLogicalTest(inner, found, depth + 1)),
  ];
  const result = test.operator === 'AND' ? answers.every(Boolean) : answers.some(Boolean);
  return result !== test.negate;
}

function includes(source: Cpe, target: Cpe): boolean {
  const { name } = compareCpeNames(source, target);
  return name === 'equal' || name === 'superset';
}
