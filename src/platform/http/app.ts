import type {
  FastifyBaseLogger,
  FastifyInstance,
  RawReplyDefaultExpression,
  RawRequestDefaultExpression,
  RawServerDefault,
} from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import type { Actor } from '../auth/actor.ts';

/** Fastify with zod contracts: `schema.querystring`, `schema.body`, `schema.response` are zod schemas. */
export type App = FastifyInstance<
  RawServerDefault,
  RawRequestDefaultExpression,
  RawReplyDefaultExpression,
  FastifyBaseLogger,
  ZodTypeProvider
>;

/** How a route is opened: by a permission, to any signed-in person, or to the world. One must be given. */
export interface RouteAccess {
  permission?: string;
  signedIn?: true;
  public?: true;
  /** A dangerous act: only in a session whose person showed who they are in the last ten minutes; never by a token. */
  recent?: true;
  /** Of a person alone, reads too: never by a token. */
  personal?: true;
}

declare module 'fastify' {
  interface FastifyContextConfig extends RouteAccess {}
  interface FastifyRequest {
    /** Set before every handler; the anonymous actor on public routes has no permission. */
    actor: Actor;
  }
}
