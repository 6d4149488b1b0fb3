import { z } from 'zod';
import { defineEvent } from '../events/define.ts';

/** The first set-up is done; `demo` asks the rooms to fill themselves with the demonstration. */
export const setUpCompleted = defineEvent(
  'platform.setup.completed',
  z.object({ choice: z.enum(['demo', 'own']) }),
);
