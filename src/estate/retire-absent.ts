import type { Actor } from '../platform/auth/actor.ts';
import type { Platform } from '../platform/platform.ts';
import { componentsChanged } from './events.ts';
import { retireComponents } from './store/components.ts';

/** Takes components that their source no longer lists out of use: an explicit act, journaled; their rows stay. */
export async function retireAbsent(
  p: Platform,
  actor: Actor,
  ids: readonly string[],
): Promise<{ components: number; assets: number }> {
  return p.db.transaction().execute(async (trx) => {
    const { components, assetIds } = await retireComponents(trx, ids, p.clock.now());
    await p.journal.append(trx, {
      actor,
      action: 'estate.component.retired',
      details: { components, assets: assetIds.length },
    });
    for (let i = 0; i < assetIds.length; i += 500)
      await p.events.emit(trx, componentsChanged, { assetIds: assetIds.slice(i, i + 500) });
    return { components, assets: assetIds.length };
  });
}
