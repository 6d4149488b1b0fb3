import { z } from 'zod';
import { defineEvent } from '../platform/events/define.ts';

/** What is installed on these assets is no longer what it was (at most 500 an event). */
export const componentsChanged = defineEvent(
  'estate.components.changed',
  z.object({ assetIds: z.array(z.string()).max(500) }),
);
/** Services, assets or the links between them changed: what reaches what must be computed again. */
export const graphChanged = defineEvent('estate.graph.changed', z.object({}));
