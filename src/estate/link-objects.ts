import type { Actor } from '../platform/auth/actor.ts';
import type { Platform } from '../platform/platform.ts';
import type { LinkBody } from './contract.ts';
import { fail } from './errors.ts';
import { graphChanged } from './events.ts';
import { buildGraph, cycleWith, keyOf, type NodeKind } from './model/graph.ts';
import { deleteLink, loadLinks, loadNodes, upsertLinks } from './store/links.ts';

/** What may need what: a service needs services, applications, assets; an asset may need another; anything may need a supplier. */
const ALLOWED: Record<NodeKind, readonly NodeKind[]> = {
  service: ['service', 'application', 'asset', 'supplier'],
  application: ['application', 'asset', 'supplier'],
  asset: ['asset', 'supplier'],
  supplier: [],
};

/** Says that one object needs another. A link that would close a circle is refused with the circle named. */
export async function linkObjects(p: Platform, actor: Actor, link: LinkBody): Promise<LinkBody> {
  if (!ALLOWED[link.from.kind].includes(link.to.kind))
    throw fail('link-kind', { details: { from: link.from.kind, to: link.to.kind } });
  return p.db.transaction().execute(async (trx) => {
    const graph = buildGraph(await loadNodes(trx), await loadLinks(trx));
    for (const end of [link.from, link.to]) {
      if (!graph.nodes.has(keyOf(end)))
        throw fail('object-unknown', { details: { noun: end.kind, id: end.id } });
    }
    const cycle = cycleWith(graph, link);
    if (cycle)
      throw fail('link-cycle', {
        details: { path: cycle.map((key) => graph.nodes.get(key)?.name ?? key).join(' → ') },
      });
    await upsertLinks(trx, [link]);
    await p.journal.append(trx, {
      actor,
      action: 'estate.link.created',
      object: {
        kind: `estate.${link.from.kind}`,
        id: link.from.id,
        label: graph.nodes.get(keyOf(link.from))?.name ?? '',
      },
      details: { needs: graph.nodes.get(keyOf(link.to))?.name, type: link.type, isDegraded: link.isDegraded },
    });
    await p.events.emit(trx, graphChanged, {});
    return link;
  });
}

/** Takes a link back. */
export async function unlinkObjects(
  p: Platform,
  actor: Actor,
  link: Pick<LinkBody, 'from' | 'to'>,
): Promise<{ done: boolean }> {
  return p.db.transaction().execute(async (trx) => {
    const done = await deleteLink(trx, link);
    if (done) {
      await p.journal.append(trx, {
        actor,
        action: 'estate.link.removed',
        object: { kind: `estate.${link.from.kind}`, id: link.from.id },
        details: { to: link.to },
      });
      await p.events.emit(trx, graphChanged, {});
    }
    return { done };
  });
}
