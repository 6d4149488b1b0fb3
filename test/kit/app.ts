import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { InjectOptions, LightMyRequestResponse } from 'fastify';
import { type Actor, ROLES, type Role } from '../../src/platform/auth/actor.ts';
import type { SessionRecord } from '../../src/platform/auth/store/tables.ts';
import type { Config } from '../../src/platform/config/config.ts';
import type { Domain } from '../../src/platform/domain.ts';
import type { App } from '../../src/platform/http/app.ts';
import { buildApp } from '../../src/platform/http/build-app.ts';
import { createPlatformDomain } from '../../src/platform/platform-domain.ts';
import { actorWith, type TestPlatform, testPlatform } from './platform.ts';

export interface TestApp {
  p: TestPlatform;
  app: App;
  /** Asks as a person of a role, or with the permissions given; `anonymous` asks as nobody. */
  as(
    who: Role | 'anonymous' | readonly string[],
  ): (request: InjectOptions) => Promise<LightMyRequestResponse>;
  close(): Promise<void>;
}

const HEADER = 'x-test-actor';

/** The real HTTP application over a test platform; who asks is told by a header only this kit understands. */
export async function testApp(options: { domains: readonly Domain[]; now?: string }): Promise<TestApp> {
  const p = await testPlatform(options);
  const app = await buildApp(p, options.domains, {
    authenticate: async (request) => {
      const actor = actorOf(String(request.headers[HEADER] ?? ''), options.domains);
      if (actor) request.session = freshSession(p.clock.now());
      return actor;
    },
    webDir: '/nonexistent',
  });
  return {
    p,
    app,
    as: (who) => (request) =>
      app.inject({
        ...request,
        headers: {
          host: 'localhost',
          'x-vigie-csrf': '1',
          [HEADER]: typeof who === 'string' ? who : `=${who.join(',')}`,
          ...request.headers,
        },
      }),
    close: async () => {
      await app.close();
      await p.close();
    },
  };
}

export interface RealApp {
  p: TestPlatform;
  app: App;
  close(): Promise<void>;
}

/** The application with its own sign-in, the platform's routes mounted, and a data folder of its own. */
export async function realApp(
  options: { rooms?: readonly Domain[]; config?: Partial<Config>; now?: string } = {},
): Promise<RealApp> {
  const dataDir = mkdtempSync(join(tmpdir(), 'vigie-app-'));
  const rooms = options.rooms ?? [];
  const domains = [createPlatformDomain(rooms), ...rooms];
  const p = await testPlatform({
    domains,
    config: { dataDir, ...options.config },
    ...(options.now ? { now: options.now } : {}),
  });
  const app = await buildApp(p, domains, { webDir: '/nonexistent' });
  return {
    p,
    app,
    close: async () => {
      await app.close();
      await p.close();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/** As if the person had signed in this instant. */
function freshSession(now: Date): SessionRecord {
  return {
    hash: 'test',
    id: 'test',
    user_id: 'u-test',
    stage: 'full',
    method: 'test',
    created_at: now,
    authenticated_at: now,
    seen_at: now,
    expires_at: new Date(now.getTime() + 3_600_000),
    ip: '127.0.0.1',
    user_agent: 'test',
  };
}

function actorOf(who: string, domains: readonly Domain[]): Actor | undefined {
  if (who.startsWith('=')) return actorWith(who.slice(1).split(',').filter(Boolean));
  const role = ROLES.find((r) => r === who);
  if (!role) return undefined;
  const granted = domains.flatMap((d) =>
    Object.entries(d.permissions)
      .filter(([, roles]) => roles.includes(role))
      .map(([id]) => id),
  );
  return actorWith(granted, [role]);
}
