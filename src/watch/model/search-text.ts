/** Lower case without accents, so that `élévation` and `elevation` find each other. */
export function plainText(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}

/** What people type as a query for `to_tsquery('simple', …)`: every word, the last letters may be missing. */
export function searchQuery(typed: string): string | null {
  const words = plainText(typed)
    .split(/[^\p{L}\p{N}._-]+/u)
    .map((w) => w.replace(/^[._-]+|[._-]+$/g, ''))
    .filter(Boolean)
    .slice(0, 12);
  return words.length === 0 ? null : words.map((w) => `'${w}':*`).join(' & ');
}
