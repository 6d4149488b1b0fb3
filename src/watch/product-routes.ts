import { z } from 'zod';
import type { App } from '../platform/http/app.ts';
import type { Platform } from '../platform/platform.ts';
import { NamedProducts } from './contract.ts';
import { searchProducts } from './store/products.ts';

/** The products that sources name, to choose one from. */
export function productRoutes(app: App, p: Platform): void {
  app.get(
    '/api/watch/products',
    {
      config: { permission: 'watch:advisory:read' },
      schema: {
        tags: ['watch'],
        summary: 'Products that sources name, by words',
        querystring: z.object({
          q: z.string().trim().max(200).default(''),
          size: z.coerce.number().int().min(1).max(50).default(20),
        }),
        response: { 200: NamedProducts },
      },
    },
    async ({ query }) => ({ items: await searchProducts(p.db, query.q, query.size) }),
  );
}
