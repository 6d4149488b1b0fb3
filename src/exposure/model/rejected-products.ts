import {
  type Component,
  keysOfComponent,
  keysOfMatchable,
  type Matchable,
  type TreeNode,
} from '@vigie/vulnmatch';

/**
 * A record without what it says of products that people said this component is not: by name such a claim would come back with
 * every version. Undefined: nothing left names the component.
 */
export function withoutRejected(
  matchable: Matchable,
  component: Component & { rejected?: readonly string[] },
): Matchable | undefined {
  if (!component.rejected?.length) return matchable;
  const rejected = new Set(component.rejected);
  const base: Matchable = {
    id: matchable.id,
    aliases: [],
    source: matchable.source,
    rejected: false,
  };
  const names = (part: Partial<Matchable>) =>
    keysOfMatchable({ ...base, ...part }).some((k) => rejected.has(k));
  const { affected, trees, products, ...rest } = matchable;
  const left: Matchable = {
    ...rest,
    ...(affected ? { affected: affected.filter((claim) => !names({ affected: [claim] })) } : {}),
    ...(products ? { products: products.filter((claim) => !names({ products: [claim] })) } : {}),
    ...(trees
      ? {
          trees: trees.flatMap((tree) => {
            const root = prune(tree.root, (c) =>
              names({ trees: [{ from: tree.from, root: { op: 'or', m: [c] } }] }),
            );
            return root ? [{ ...tree, root }] : [];
          }),
        }
      : {}),
  };
  const own = new Set(keysOfComponent(component));
  return keysOfMatchable(left).some((key) => own.has(key)) ? left : undefined;
}

type Criterion = NonNullable<TreeNode['m']>[number];

/** A condition that cannot hold any more takes its whole AND with it; of an OR the others stay. */
function prune(node: TreeNode, isRejected: (c: Criterion) => boolean): TreeNode | undefined {
  if (node.not) return node;
  const m = (node.m ?? []).filter((c) => c.v === false || !isRejected(c));
  const n = (node.n ?? []).flatMap((child) => prune(child, isRejected) ?? []);
  const lost = m.length + n.length < (node.m?.length ?? 0) + (node.n?.length ?? 0);
  if (lost && (node.op === 'and' || m.length + n.length === 0)) return undefined;
  return lost || n.length > 0 ? { ...node, ...(node.m ? { m } : {}), ...(node.n ? { n } : {}) } : node;
}
