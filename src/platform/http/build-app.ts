import { join } from 'node:path';
import cookie from '@fastify/cookie';
import helmet from '@fastify/helmet';
import multipart from '@fastify/multipart';
import rateLimit from '@fastify/rate-limit';
import swagger from '@fastify/swagger';
import fastify, { type FastifyRequest } from 'fastify';
import {
  jsonSchemaTransform,
  serializerCompiler,
  validatorCompiler,
  type ZodTypeProvider,
} from 'fastify-type-provider-zod';
import { type Actor, anonymousActor } from '../auth/actor.ts';
import { createAuthenticator } from '../auth/authenticate.ts';
import { networkOf } from '../auth/from.ts';
import { createGrants } from '../auth/grants.ts';
import type { Domain } from '../domain.ts';
import type { Platform } from '../platform.ts';
import { ROOT } from '../root.ts';
import { readSettings } from '../settings/settings.ts';
import { enforceAccess } from './access.ts';
import type { App } from './app.ts';
import { compressAnswers } from './compress.ts';
import { guardOrigin } from './csrf.ts';
import { docsRoute } from './docs-route.ts';
import { liveRoute } from './live-route.ts';
import { sendProblem } from './problem.ts';
import { refuseUnstorable } from './refuse-unstorable.ts';
import { serveWeb } from './serve-web.ts';

export interface AppOptions {
  /** Who asks; by cookie or bearer token unless given, undefined when nobody is signed in. */
  authenticate?(request: FastifyRequest): Promise<Actor | undefined>;
  /** Folder of the built web app. */
  webDir?: string;
}

const MEGABYTE = 1024 * 1024;
/** Everything from this origin, nothing inline, nothing from elsewhere. */
const CSP = {
  defaultSrc: ["'none'"],
  scriptSrc: ["'self'"],
  styleSrc: ["'self'"],
  imgSrc: ["'self'", 'data:'],
  fontSrc: ["'self'"],
  connectSrc: ["'self'"],
  manifestSrc: ["'self'"],
  frameAncestors: ["'none'"],
  baseUri: ["'none'"],
  formAction: ["'self'"],
  upgradeInsecureRequests: null,
};

/** The HTTP application: contracts, access, problems, the API of every room, and the web app. */
export async function buildApp(
  p: Platform,
  domains: readonly Domain[],
  options: AppOptions = {},
): Promise<App> {
  const app = fastify({
    logger: false,
    // One proxy, ours: what stands left of its own entry in X-Forwarded-For was written by the browser.
    trustProxy: p.config.trustProxy ? (_address, hop) => hop === 0 : false,
    bodyLimit: MEGABYTE,
    requestTimeout: 120_000,
    routerOptions: { maxParamLength: 500 },
    forceCloseConnections: true,
  }).withTypeProvider<ZodTypeProvider>();
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  app.setErrorHandler((error, request, reply) => sendProblem(p, error, request, reply));
  app.decorateRequest('actor');
  app.decorateRequest('session', undefined);
  await app.register(cookie);
  await app.register(helmet, {
    contentSecurityPolicy: { useDefaults: false, directives: CSP },
    strictTransportSecurity: p.config.publicUrl?.startsWith('https:') ? { maxAge: 31_536_000 } : false,
    crossOriginEmbedderPolicy: true,
    referrerPolicy: { policy: 'no-referrer' },
  });
  await app.register(rateLimit, {
    // The web app's own files cost nothing and come by dozens at each first load.
    allowList: (request) => !request.url.startsWith('/api/'),
    global: true,
    max: 1200,
    timeWindow: '1 minute',
    keyGenerator: (r) => networkOf(r.ip),
  });
  await app.register(multipart, {
    limits: { files: 1, fields: 10, fieldSize: 100_000, fileSize: 1024 * MEGABYTE },
  });
  await app.register(swagger, {
    openapi: { openapi: '3.1.0', info: { title: 'Vigie', version: '0.1.0' } },
    transform: jsonSchemaTransform,
  });
  const permissions = new Set(domains.flatMap((d) => Object.keys(d.permissions)));
  enforceAccess(app, p, permissions);
  const authenticate = options.authenticate ?? createAuthenticator(p, createGrants(domains));
  guardOrigin(app, p);
  refuseUnstorable(app);
  compressAnswers(app);
  app.addHook('onRequest', async (request, reply) => {
    request.actor = (await authenticate(request)) ?? anonymousActor;
    if (request.url.startsWith('/api/')) reply.header('cache-control', 'no-store');
  });
  await app.register(async (scope) => {
    for (const domain of domains) domain.routes?.(scope.withTypeProvider<ZodTypeProvider>(), p);
    liveRoute(scope.withTypeProvider<ZodTypeProvider>(), p);
    docsRoute(scope.withTypeProvider<ZodTypeProvider>());
    scope.get('/api/openapi.json', { config: { public: true }, schema: { hide: true } }, async () =>
      app.swagger(),
    );
    scope.get('/healthz', { config: { public: true }, schema: { hide: true } }, async () => ({
      status: 'ok',
    }));
    scope.get('/readyz', { config: { public: true }, schema: { hide: true } }, async (_request, reply) => {
      const ready = await answersInTime(p);
      return reply.code(ready ? 200 : 503).send({ status: ready ? 'ready' : 'not-ready' });
    });
  });
  await serveWeb(app, options.webDir ?? join(ROOT, 'dist', 'web'));
  return app;
}

const READY_MS = 3_000;

/** The database answers, soon: a stuck one must not keep a probe waiting. */
async function answersInTime(p: Platform): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<false>((resolve) => {
    timer = setTimeout(() => resolve(false), READY_MS);
  });
  const asked = readSettings(p.db).then(
    () => true,
    () => false,
  );
  const answered = await Promise.race([asked, late]);
  clearTimeout(timer);
  return answered;
}
