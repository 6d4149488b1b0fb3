import { createInstance } from 'i18next';
import { AppError } from '../platform/errors.ts';
import { locales } from '../platform/i18n/locales.generated.ts';
import { cliLocale } from './locale.ts';

export { cliLocale };

type Env = Readonly<Record<string, string | undefined>>;

/** What went wrong, for a person at a terminal: the error's text with its details, or the trace of a fault of ours. */
export function describeFailure(error: unknown, env: Env): string {
  if (!(error instanceof AppError))
    return error instanceof Error ? (error.stack ?? error.message) : String(error);
  const [room = '', name = ''] = error.code.split('.');
  return translate(env)(`${room}:errors.${name}`, error.details) || error.message;
}

/** Texts of the command line: `platform:cli.<name>`. */
export function translate(env: Env): (key: string, details?: Record<string, unknown>) => string {
  const i18n = createInstance();
  void i18n.init({
    lng: cliLocale(env),
    fallbackLng: 'fr',
    resources: locales,
    initAsync: false,
    interpolation: { escapeValue: false },
  });
  return (key, details) => i18n.t(key, { ...details }) as string;
}
