import { z } from 'zod';

const bool = z.stringbool();

const NO_TIME_ZONE = {
  fr: 'fuseau horaire inconnu (exemple\u00a0: Pacific/Noumea)',
  en: 'unknown time zone (example: Pacific/Noumea)',
};

/** Every setting, from the environment (`VIGIE_*`) and the command line, with its default. */
export const ConfigSchema = z.object({
  dataDir: z
    .string()
    .default('./data')
    .describe('VIGIE_DATA_DIR, --data: the one folder that holds everything'),
  databaseUrl: z
    .url({ protocol: /^postgres(ql)?$/ })
    .optional()
    .describe('VIGIE_DATABASE_URL: a PostgreSQL 15+ instead of the embedded one'),
  host: z.string().min(1).default('127.0.0.1').describe('VIGIE_HOST, --host'),
  port: z.coerce.number().int().min(0).max(65535).default(8420).describe('VIGIE_PORT, --port'),
  publicUrl: z
    .url({ protocol: /^https?$/ })
    .optional()
    .describe('VIGIE_PUBLIC_URL: how browsers reach Vigie, behind a proxy'),
  logLevel: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('warn').describe('VIGIE_LOG_LEVEL'),
  timeZone: z
    .string()
    .default('Pacific/Noumea')
    .refine(isTimeZone, { params: { why: NO_TIME_ZONE } })
    .describe('VIGIE_TIME_ZONE'),
  locale: z.enum(['fr', 'en']).default('fr').describe('VIGIE_LOCALE: language before a person has chosen'),
  smtpUrl: z
    .url({ protocol: /^smtps?$/ })
    .optional()
    .describe('VIGIE_SMTP_URL'),
  mailFrom: z.string().default('vigie@localhost').describe('VIGIE_MAIL_FROM'),
  proxyUrl: z
    .url({ protocol: /^https?$/ })
    .optional()
    .describe('VIGIE_PROXY_URL: outgoing HTTP proxy'),
  outboundAllow: z
    .string()
    .default('')
    .transform((s) =>
      s
        .split(',')
        .map((x) => x.trim())
        .filter(Boolean),
    )
    .describe('VIGIE_OUTBOUND_ALLOW: private hosts or CIDR that may be reached'),
  offline: bool.default(false).describe('VIGIE_OFFLINE: never go out; feeds come from files'),
  trustProxy: bool
    .default(false)
    .describe('VIGIE_TRUST_PROXY: one proxy stands in front, its X-Forwarded-For is believed'),
  oidcIssuer: z
    .url({ protocol: /^https?$/ })
    .optional()
    .describe('VIGIE_OIDC_ISSUER'),
  oidcClientId: z.string().optional().describe('VIGIE_OIDC_CLIENT_ID'),
  oidcClientSecret: z.string().optional().describe('VIGIE_OIDC_CLIENT_SECRET'),
  demo: bool.default(false).describe('--demo: start on the demonstration, signed in'),
});
export type Config = z.output<typeof ConfigSchema> & {
  /** Where each value that is no default was set: `VIGIE_PORT` or `--port`, by key. */
  readonly origins?: Readonly<Record<string, string>>;
};

function isTimeZone(name: string): boolean {
  return Intl.supportedValuesOf('timeZone').includes(name) || name === 'UTC';
}
