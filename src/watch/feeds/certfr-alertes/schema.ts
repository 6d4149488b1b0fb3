import { z } from 'zod';

/** The short list of alerts with their CVE ids, for sites that have no more. */
export const CertfrShort = z.object({
  alert: z.string().trim().max(60),
  title: z.string().max(2000).nullish().catch(null),
  published_at: z.string().nullish().catch(null),
  cves: z.array(z.string()).max(5000),
});
