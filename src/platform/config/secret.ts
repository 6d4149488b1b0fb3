const SECRET: ReadonlySet<string> = new Set(['databaseUrl', 'smtpUrl', 'oidcClientSecret', 'proxyUrl']);

/** Settings whose value may hold a password. */
export const isSecret = (key: string): boolean => SECRET.has(key);
