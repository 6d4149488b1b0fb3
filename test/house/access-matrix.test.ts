import { Validator } from '@seriousme/openapi-schema-validator';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { estate } from '../../src/estate/domain.ts';
import { exposure } from '../../src/exposure/domain.ts';
import { ROLES } from '../../src/platform/auth/actor.ts';
import { ROOMS } from '../../src/platform/db/rooms.ts';
import type { Domain } from '../../src/platform/domain.ts';
import { createPlatformDomain } from '../../src/platform/platform-domain.ts';
import { steer } from '../../src/steer/domain.ts';
import { watch } from '../../src/watch/domain.ts';
import { type TestApp, testApp } from '../kit/app.ts';

interface Route {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  url: string;
  config: { permission?: string; signedIn?: true; public?: true };
}

const ENTERED = 299;
const rooms: readonly Domain[] = [estate, watch, exposure, steer];
const platform = createPlatformDomain(rooms);
const domains = [platform, ...rooms];
const routes: Route[] = [];
/** All domains share one scope: hooks of the first hear every route, and stop each request just past the door. */
const first: Domain = {
  ...platform,
  routes: (app, p) => {
    app.addHook('onRoute', (route) => {
      for (const method of [route.method].flat())
        if (method !== 'HEAD' && method !== 'OPTIONS')
          routes.push({ method, url: route.url, config: route.config ?? {} } as Route);
    });
    app.addHook('preParsing', async (_request, reply) => reply.code(ENTERED).send());
    platform.routes?.(app, p);
  },
};

let t: TestApp;
beforeAll(async () => {
  t = await testApp({ domains: [first, ...rooms] });
});
afterAll(() => t.close());

const mayEnter = (route: Route, role: string) =>
  route.config.public === true ||
  (role !== 'anonymous' &&
    (route.config.signedIn === true ||
      domains.some((d) => d.permissions[route.config.permission ?? '']?.some((r) => r === role))));

describe('the access of every room', () => {
  it('is asked of all rooms there are', () => {
    expect(domains.map((d) => d.name)).toEqual(ROOMS);
    for (const { name } of domains)
      expect(routes.filter((r) => r.url.startsWith(`/api/${name}`)).length).toBeGreaterThan(0);
    expect(routes.length).toBeGreaterThan(120);
  });

  it('opens every route to exactly the roles that have its permission, to anonymous readers none but the public ones', async () => {
    const wrong: string[] = [];
    for (const [i, route] of routes.entries()) {
      const url = route.url.replace(/:\w+|\*/g, 'x');
      for (const [n, role] of (['anonymous', ...ROLES] as const).entries()) {
        const answer = await t.as(role)({
          method: route.method,
          url,
          remoteAddress: `10.${i >> 8}.${i & 255}.${n}`,
        });
        const expected = mayEnter(route, role) ? ENTERED : role === 'anonymous' ? 401 : 403;
        if (answer.statusCode !== expected)
          wrong.push(`${route.method} ${url} as ${role}: ${answer.statusCode}`);
      }
    }
    expect(wrong).toEqual([]);
  }, 60_000);

  it('has no public route beyond the doors', () => {
    const open = routes.filter((r) => r.config.public).map((r) => `${r.method} ${r.url}`);
    expect(
      open.filter(
        (r) => !/^(?:GET|POST) \/(?:api\/auth\/|api\/openapi\.json|api\/docs|healthz|readyz)/.test(r),
      ),
    ).toEqual([]);
  });

  it('uses every permission that a room declares, each named after its room', () => {
    const used = new Set(routes.map((r) => r.config.permission));
    const idle = domains.flatMap((d) => Object.keys(d.permissions)).filter((id) => !used.has(id));
    // Asked by the handler, once it knows whether the view is to be shared.
    expect(idle).toEqual(['platform:view:share']);
    for (const d of domains)
      for (const id of Object.keys(d.permissions))
        expect(id).toMatch(new RegExp(`^${d.name}:[a-z-]+:[a-z-]+$`));
  });
});

describe('the description of the API', () => {
  it('is OpenAPI 3.1 by the official schema, its references included', async () => {
    const document = JSON.parse(JSON.stringify(t.app.swagger())) as Record<string, unknown>;
    const validator = new Validator();
    const { valid, errors } = await validator.validate(document);
    expect(errors ?? []).toEqual([]);
    expect([valid, validator.version]).toEqual([true, '3.1']);
    // The same check refuses what is not: it can fail.
    expect(
      (await new Validator().validate({ ...document, paths: { '/x': { get: { responses: 3 } } } })).valid,
    ).toBe(false);
  });

  it('tells every route of the API, with a summary, its room, and every word of its path', () => {
    const { paths } = t.app.swagger() as { paths: Record<string, Record<string, Operation>> };
    const wrong = Object.entries(paths).flatMap(([url, operations]) =>
      Object.entries(operations).flatMap(([method, o]) => {
        const asked = [...url.matchAll(/\{(\w+)\}/g)].map((m) => m[1]).sort();
        const told = (o.parameters ?? [])
          .filter((p) => p.in === 'path')
          .map((p) => p.name)
          .sort();
        const isWhole = o.summary && o.tags?.length === 1 && String(asked) === String(told);
        return isWhole ? [] : [`${method} ${url}`];
      }),
    );
    expect(wrong).toEqual([]);
    const hidden = routes
      .filter((r) => !paths[r.url.replace(/:(\w+)/g, '{$1}')]?.[r.method.toLowerCase()])
      .map((r) => r.url);
    expect(
      hidden.filter((url) => !/^\/(?:api\/(?:live|docs|openapi\.json)|healthz|readyz)/.test(url)),
    ).toEqual([]);
  });
});

interface Operation {
  summary?: string;
  tags?: string[];
  parameters?: { in: string; name: string }[];
}
