import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { fieldsOf } from './form-schema.ts';

describe('fields read from a schema', () => {
  it('knows each kind, what is required, and the limits', () => {
    const schema = z.object({
      name: z.string().trim().min(3).max(80),
      email: z
        .email()
        .max(254)
        .transform((s) => s.toLowerCase()),
      site: z.url().optional(),
      users: z.number().int().min(0).max(9).nullable(),
      kind: z.enum(['public', 'internal']).default('public'),
      until: z.iso.date().optional(),
      online: z.boolean(),
      tags: z.array(z.string()).optional(),
      roles: z.array(z.enum(['a', 'b'])).min(1),
      nested: z.object({ a: z.string() }).optional(),
    });
    expect(fieldsOf(schema)).toEqual([
      { name: 'name', kind: 'text', required: true, min: 3, max: 80 },
      { name: 'email', kind: 'email', required: true },
      { name: 'site', kind: 'url', required: false },
      { name: 'users', kind: 'number', required: false, min: 0, max: 9 },
      { name: 'kind', kind: 'enum', required: false, values: ['public', 'internal'], fallback: 'public' },
      { name: 'until', kind: 'date', required: false },
      { name: 'online', kind: 'boolean', required: true },
      { name: 'tags', kind: 'tags', required: false },
      { name: 'roles', kind: 'choices', required: true, values: ['a', 'b'] },
      { name: 'nested', kind: 'other', required: false },
    ]);
  });
  it('sees a partial made required again', () => {
    const again = z.object({ name: z.string() }).partial().required();
    expect(fieldsOf(again)).toMatchObject([{ name: 'name', kind: 'text', required: true }]);
  });
});
