import { z } from 'zod';
import { defineEvent } from '../platform/events/define.ts';

const FindingIds = z.object({ ids: z.array(z.string()).max(500) });

export const findingOpened = defineEvent('exposure.finding.opened', FindingIds);
/** Verdict, severity, outcome, deadline, state or owner is no longer what it was. */
export const findingChanged = defineEvent('exposure.finding.changed', FindingIds);
