import { createHash } from 'node:crypto';
import { z } from 'zod';

/**
 * A document about several weaknesses is kept once, whole, as a record about none; each weakness has a record of its own whose
 * document only points at the whole. Readers pass pointers over, so that a bundle read again gives the same records.
 */
const Part = z.object({
  partOf: z.string().max(600),
  vulnerability: z.string().max(400),
  /** Of the whole document: a new edition of it renews its parts. */
  digest: z.string().max(100),
});
export type Part = z.infer<typeof Part>;

/** `said`: what the document says of this one alone, where an edition of it that changes elsewhere shall not renew this part. */
export function partsOf(
  whole: string,
  document: unknown,
): (vulnerability: string, said?: unknown) => { id: string; document: Part } {
  const ofAll = digestOf(document);
  return (vulnerability, said) => ({
    // The id of a part begins with that of its whole.
    id: `${whole}#${vulnerability}`,
    document: { partOf: whole, vulnerability, digest: said === undefined ? ofAll : digestOf(said) },
  });
}

const digestOf = (value: unknown): string =>
  createHash('sha256').update(JSON.stringify(value)).digest('base64url').slice(0, 22);

export const isPart = (document: unknown): boolean =>
  typeof document === 'object' &&
  document !== null &&
  'partOf' in document &&
  Part.safeParse(document).success;
