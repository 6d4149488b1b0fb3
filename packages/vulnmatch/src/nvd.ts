import { list, object, text, texts } from './json.ts';
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
  const status = text(item.vulnStatus, 64);
  const rejected = status?.toLowerCase() === 'rejected';
  const matchable: Matchable = { id, aliases: [], source: 'nvd', rejected };
  if (status !== undefined && !rejected && !/^(analyzed|modified)$/i.test(status)) matchable.state = status;
  const tags = tagsOf(item.cveTags);
  if (tags.length > 0) matchable.tags = tags;
  // A deferred record can still carry names: analysis stopped, what was written stays.
  const trees = rejected ? [] : readTrees(item.configurations, 'nvd', 'configurations');
  if (trees.length > 0) matchable.trees = trees;
  return matchable;
}

/** `[{ sourceIdentifier, tags: ['disputed'] }]`. */
function tagsOf(value: unknown): string[] {
  const found = list(value, 'cveTags').flatMap((item, i) =>
    texts(object(item, `cveTags[${i}]`).tags, `cveTags[${i}].tags`),
  );
  return [...new Set(found.map((tag) => tag.toLowerCase().slice(0, 64)))].slice(0, 20);
}
