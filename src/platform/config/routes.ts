import type { App } from '../http/app.ts';
import type { Platform } from '../platform.ts';
import { ConfigList } from './contract.ts';
import { presentConfig } from './present.ts';

export function configRoutes(app: App, p: Platform): void {
  app.get(
    '/api/platform/config',
    {
      config: { permission: 'platform:config:read' },
      schema: {
        tags: ['platform'],
        summary: 'The configuration in force, secrets masked, and where each value was set',
        response: { 200: ConfigList },
      },
    },
    () => ({ items: presentConfig(p.config) }),
  );
}
