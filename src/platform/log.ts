import { pino } from 'pino';

export interface Log {
  debug(fields: object, message: string): void;
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

/** JSON lines on stderr; secrets are redacted by name wherever they sit up to two levels deep. */
export function createLog(level: string): Log {
  const secret = ['password', 'secret', 'token', 'authorization', 'cookie', 'totp'];
  return pino(
    { level, base: null, redact: secret.flatMap((k) => [k, `*.${k}`, `*.*.${k}`]) },
    pino.destination({ dest: 2, sync: true }),
  );
}

export const silentLog: Log = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };
