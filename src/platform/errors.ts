/** `ours`: a refusal or a fault of this side. `theirs`: an outside party failed, so trying again can help. */
export type ErrorKind = 'ours' | 'theirs';

export interface ErrorSpec {
  /** HTTP status of the problem+json answer. */
  status: number;
  kind?: ErrorKind;
}

export type ErrorDetails = Record<string, unknown>;

/**
 * The one error of the product. `code` is `<room>.<name>`; its text is the locale key `<room>:errors.<name>`,
 * filled with `details`. Branch on `code`, never on a message.
 */
export class AppError extends Error {
  readonly code: string;
  readonly status: number;
  readonly kind: ErrorKind;
  readonly details: ErrorDetails;

  constructor(code: string, spec: ErrorSpec, options: { cause?: unknown; details?: ErrorDetails } = {}) {
    super(`${code} ${JSON.stringify(options.details ?? {})}`, { cause: options.cause });
    this.name = 'AppError';
    this.code = code;
    this.status = spec.status;
    this.kind = spec.kind ?? 'ours';
    this.details = options.details ?? {};
  }
}

/** Declares a room's catalogue and returns the function that makes its errors: `throw fail('not-found', { details })`. */
export function defineErrors<C extends Record<string, ErrorSpec>>(room: string, catalogue: C) {
  return (name: keyof C & string, options: { cause?: unknown; details?: ErrorDetails } = {}): AppError => {
    const spec = catalogue[name];
    if (!spec) throw new Error(`no error ${room}.${name} in the catalogue`);
    return new AppError(`${room}.${name}`, spec, options);
  };
}
