import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod';
import { AppError } from '../errors.ts';
import { translator } from '../i18n/translate.ts';
import type { Platform } from '../platform.ts';
import { fail } from './errors.ts';

export interface Problem {
  type: string;
  title: string;
  status: number;
  detail: string;
  code: string;
  details: Record<string, unknown>;
  /** Fields refused by the contract, by dotted path. */
  errors?: { path: string; message: string }[];
}

/** Answers any error as problem+json (RFC 9457) in the reader's language; an unforeseen one is logged and told as such. */
export function sendProblem(
  p: Platform,
  error: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  const known = toAppError(error);
  if (known.status >= 500)
    p.log.error(
      { url: request.url, error: String(error), stack: error instanceof Error ? error.stack : undefined },
      'request failed',
    );
  const problem: Problem = {
    type: `urn:vigie:error:${known.code}`,
    title: titleOf(known.status, localeOf(request)),
    status: known.status,
    detail: textOf(known, localeOf(request)),
    code: known.code,
    details: known.details,
  };
  if (hasZodFastifySchemaValidationErrors(error)) {
    problem.errors = error.validation.map((v) => ({
      path: v.instancePath.replace(/^\//, '').replaceAll('/', '.'),
      message: v.message ?? '',
    }));
  }
  return reply
    .code(known.status)
    .header('content-type', 'application/problem+json; charset=utf-8')
    .serializer(JSON.stringify)
    .send(problem);
}

function toAppError(error: unknown): AppError {
  if (error instanceof AppError) return error;
  const status = (error as Partial<FastifyError>)?.statusCode ?? 500;
  if (status === 429) return fail('too-many-requests', { cause: error });
  if (status === 413) return fail('body-too-large', { cause: error });
  if (status >= 400 && status < 500) return fail('invalid-request', { cause: error });
  return fail('unexpected', { cause: error });
}

function localeOf(request: FastifyRequest): 'fr' | 'en' {
  if (request.actor && request.actor.id !== 'anonymous') return request.actor.locale;
  return /^en\b/.test(request.headers['accept-language'] ?? '') ? 'en' : 'fr';
}

/** The same words for every error of a status (RFC 9457 §3.1.3): the detail tells this one. */
function titleOf(status: number, locale: 'fr' | 'en'): string {
  const t = translator(locale);
  const key = `platform:status.${status}`;
  const text = t(key, {});
  return text === key || text === key.split(':')[1]
    ? t(`platform:status.${status < 500 ? 400 : 500}`, {})
    : text;
}

function textOf(error: AppError, locale: 'fr' | 'en'): string {
  const key = error.code.replace('.', ':errors.');
  const text = translator(locale)(key, error.details);
  return text === key || text === key.split(':')[1] ? error.code : text;
}
