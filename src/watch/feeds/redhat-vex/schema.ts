import { z } from 'zod';

/** CSAF documents are read by `../csaf-records.ts`. */
export const RedHatMark = z.object({ since: z.iso.datetime() });
