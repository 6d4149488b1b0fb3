import type { Db } from '../platform/db/database.ts';
import { buildGraph, type ServiceGraph } from './model/graph.ts';
import { loadLinks, loadNodes } from './store/links.ts';

export { applyImport } from './apply-import.ts';
export type { Candidate } from './identities/contract.ts';
export { type InventoryInput, importInventory } from './import-inventory.ts';
export type { InventoryItem } from './inventories/inventory.ts';
export { readInventory } from './inventories/read-inventory.ts';
export { loadDemoEstate } from './load-demo.ts';
export { type Reached, type ServiceGraph, servicesReached } from './model/graph.ts';
export { previewImport } from './preview-import.ts';
export {
  type AssetFacts,
  loadAssets,
  loadServices,
  type ServiceFacts,
  servicesOwnedBy,
} from './store/assets.ts';
export { countBlindSpots, countByAsset, type EstateComponent, streamComponents } from './store/components.ts';
export { countIdentities, keepCandidates, loadLabelsToMatch } from './store/identities.ts';

/** Services, applications, assets and what needs what, in use now. */
export async function loadServiceGraph(db: Db): Promise<ServiceGraph> {
  return buildGraph(await loadNodes(db), await loadLinks(db));
}
