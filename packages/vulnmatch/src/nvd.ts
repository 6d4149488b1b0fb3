import { object, text } from './json.ts';
import { MalformedRecordError, type Matchable } from './model.ts';
import { readTrees } from './read-tree.ts';

/**
 * Compiles an NVD API 2.0 item (`vulnerabilities[].cve`, or the wrapper with its `cve`).
 *
 * @throws MalformedRecordError when it is not one.
 */
export function matchableFromNvd(record: unknown): Matchable {
  const outer = object(record, '$');
  const item = outer.cve !== undefined && outer.id === undefined ? object(outer.cve, 'cve') : outer;
  const id = text(item.id);
  if (id === undefined || !/^CVE-\d{4}-\d{4,60}$/.test(id)) throw new MalformedRecordError('id', 'CVE id');
  const rejected = text(item.vulnStatus) === 'Rejected';
  const matchable: Matchable = { id, aliases: [], source: 'nvd', rejected };
  const trees = rejected ? [] : readTrees(item.configurations, 'nvd', 'configurations');
  if (trees.length > 0) matchable.trees = trees;
  return matchable;
}
