import type { Matchable, TreeNode } from './model.ts';
import { restrictionOf } from './platforms.ts';

/**
 * Whether what a record says of a component may depend on the other components of its asset: a condition on a platform, or a
 * configuration that joins several products. When false, `evaluate` gives the same answer on every asset.
 *
 * @example
 * readsSiblings({ id: 'CVE-2030-0001', aliases: [], source: 'cve5', rejected: false }); // false
 */
export function readsSiblings(matchable: Matchable): boolean {
  return (
    (matchable.affected ?? []).some((claim) => restrictionOf(claim.platforms) !== undefined) ||
    (matchable.trees ?? []).some((tree) => isConditional(tree.root))
  );
}

const known = new WeakMap<TreeNode, boolean>();

/** Alternatives that are all vulnerable products are decided by the component alone. */
export function isConditional(node: TreeNode): boolean {
  let answer = known.get(node);
  if (answer === undefined) {
    const children = (node.m?.length ?? 0) + (node.n?.length ?? 0);
    answer =
      node.not === true ||
      (node.op === 'and' && children > 1) ||
      (node.m ?? []).some((criterion) => criterion.v === false) ||
      (node.n ?? []).some(isConditional);
    known.set(node, answer);
  }
  return answer;
}
