import { z } from 'zod';

const Sha256 = z.string().regex(/^[0-9a-f]{64}$/);

/** What a backup holds: last entry of the archive, so that it can name the hash of all the others. */
export const Manifest = z.object({
  format: z.literal(1),
  product: z.literal('vigie'),
  createdAt: z.iso.datetime(),
  /** The database it was taken from, for people. */
  from: z.string().max(500),
  postgres: z.number().int(),
  /** `room/name hash`, as applied. */
  migrations: z.array(z.string().max(300)).max(10_000),
  sequences: z
    .array(
      z.object({
        name: z.string().max(63),
        lastValue: z
          .string()
          .regex(/^-?\d+$/)
          .nullable(),
      }),
    )
    .max(10_000),
  tables: z
    .array(
      z.object({
        name: z.string().max(63),
        columns: z.array(z.string().max(63)).max(1600),
        rows: z.number().int().min(0),
        checksum: z.string().regex(/^[0-9a-f]{32}$/),
        bytes: z.number().int().min(0),
        sha256: Sha256,
      }),
    )
    .max(10_000),
  files: z.object({ count: z.number().int().min(0), bytes: z.number().int().min(0), digest: Sha256 }),
  /** SHA-256 of the keys that open what the database keeps sealed; absent when there are none, or in an older backup. */
  secrets: Sha256.optional(),
});
export type Manifest = z.infer<typeof Manifest>;

export const MANIFEST_NAME = 'manifest.json';
export const SECRETS_NAME = 'secrets.key';
export const tableEntry = (table: string) => `database/${table}.copy`;
export const fileEntry = (sha256: string) => `files/${sha256}`;
