type Env = Readonly<Record<string, string | undefined>>;

/** The language of the terminal: `VIGIE_LOCALE`, else French unless the machine speaks English. */
export function cliLocale(env: Env): 'fr' | 'en' {
  if (env.VIGIE_LOCALE === 'fr' || env.VIGIE_LOCALE === 'en') return env.VIGIE_LOCALE;
  return /^en/i.test(env.LC_ALL ?? env.LC_MESSAGES ?? env.LANG ?? '') ? 'en' : 'fr';
}
