import { z } from 'zod';

export const ConfigItem = z.object({
  /** `dataDir` */
  key: z.string(),
  /** `VIGIE_DATA_DIR` */
  name: z.string(),
  /** Null when not set; passwords are replaced by `***`. */
  value: z.string().nullable(),
  source: z.enum(['default', 'environment', 'command-line']),
  /** `VIGIE_PORT` or `--port`; null for a default. */
  from: z.string().nullable(),
});
export type ConfigItem = z.infer<typeof ConfigItem>;
export const ConfigList = z.object({ items: z.array(ConfigItem) });
