import type { Brief, TodoItem } from '../contract.ts';

/** The sentence of the day, from facts: what is late, what falls today, what is exploited, or what is not known. */
export function headlineOf(input: {
  todo: readonly TodoItem[];
  overdue: number;
  dueToday: number;
  components: number;
  assessed: boolean;
  staleFeeds: number;
}): Brief['headline'] {
  const { todo, overdue, dueToday } = input;
  const first = todo[0];
  if (input.components === 0) return { kind: 'empty', facts: {} };
  if (!input.assessed) return { kind: 'never-assessed', facts: {} };
  if (overdue > 0) return { kind: 'overdue', facts: { count: overdue, ...lead(first) } };
  if (dueToday > 0) return { kind: 'due-today', facts: { count: dueToday, ...lead(first) } };
  const exploited = todo.filter((t) => t.isKev && t.verdict === 'affected');
  const [worst] = exploited;
  if (worst) return { kind: 'exploited', facts: { count: exploited.length, ...lead(worst) } };
  if (first) return { kind: 'work', facts: { count: todo.length, ...lead(first) } };
  if (input.staleFeeds > 0) return { kind: 'quiet-but-blind', facts: { count: input.staleFeeds } };
  return { kind: 'quiet', facts: {} };
}

function lead(item: TodoItem | undefined): Record<string, string | number> {
  if (!item) return {};
  return {
    vulnerability: item.vulnerabilityId,
    product: item.product,
    services: item.services.length,
    users: item.users,
  };
}
