import { exposure } from '../src/exposure/domain.ts';
import type { Actor } from '../src/platform/auth/actor.ts';
import type { App } from '../src/platform/http/app.ts';
import { buildApp } from '../src/platform/http/build-app.ts';
import type { Platform } from '../src/platform/platform.ts';

/** The real HTTP application of exposures over an installation, asked as one person. */
export async function openHttp(p: Platform, actor: Actor): Promise<{ app: App; close(): Promise<void> }> {
  const app = await buildApp(p, [exposure], { authenticate: async () => actor, webDir: '/nonexistent' });
  return { app, close: () => app.close() };
}
