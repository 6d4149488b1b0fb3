import { dense, list, object, text } from './json.ts';
import { type Criterion, MalformedRecordError, type TreeClaim, type TreeNode } from './model.ts';

const MAX_DEPTH = 16;

/** Compiles `cpeApplicability[]` or NVD `configurations[]`: each is a tree of its own, and any of them may hold. */
export function readTrees(value: unknown, from: string, path: string): TreeClaim[] {
  return list(value, path).flatMap((item, i) => {
    const root = readNode(item, `${path}[${i}]`, 0);
    return root ? [{ from, root }] : [];
  });
}

function readNode(value: unknown, path: string, depth: number): TreeNode | undefined {
  if (depth > MAX_DEPTH) throw new MalformedRecordError(path, `at most ${MAX_DEPTH} levels`);
  const node = object(value, path);
  const children = [
    ...list(node.nodes, `${path}.nodes`).map((n, i) => readNode(n, `${path}.nodes[${i}]`, depth + 1)),
    ...list(node.children, `${path}.children`).map((n, i) =>
      readNode(n, `${path}.children[${i}]`, depth + 1),
    ),
  ].filter((n) => n !== undefined);
  const criteria = readCriteria(node.cpeMatch, `${path}.cpeMatch`);
  if (children.length === 0 && criteria.length === 0) return undefined;
  const op = text(node.operator)?.toUpperCase() === 'AND' ? 'and' : 'or';
  if (children.length === 1 && criteria.length === 0 && node.negate !== true) return children[0];
  return dense<TreeNode>({
    op,
    not: node.negate === true ? true : undefined,
    m: criteria.length > 0 ? criteria : undefined,
    n: children.length > 0 ? children : undefined,
  } as TreeNode);
}

function readCriteria(value: unknown, path: string): Criterion[] {
  const seen = new Set<string>();
  return list(value, path).flatMap((item, i) => {
    const match = object(item, `${path}[${i}]`);
    const name = text(match.criteria) ?? text(match.cpe23Uri);
    if (name === undefined) return [];
    const criterion = dense<Criterion>({
      c: name.replace(/(:\*)+$/, ''),
      v: match.vulnerable === false ? false : undefined,
      ge: text(match.versionStartIncluding),
      gt: text(match.versionStartExcluding),
      le: text(match.versionEndIncluding),
      lt: text(match.versionEndExcluding),
    } as Criterion);
    // NVD repeats criteria (CVE-2014-6032, CVE-2021-0002).
    const key = JSON.stringify(criterion);
    if (seen.has(key)) return [];
    seen.add(key);
    return [criterion];
  });
}
