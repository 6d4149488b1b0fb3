import { useMemo } from 'react';
import { type Query, urlOf, useApi } from '../api.ts';
import type { Filter } from './filter-bar.tsx';
import { LIST_PARAMS, type Search, useUrlState } from './list-state.ts';
import type { View } from './views.tsx';

export interface Page<Row> {
  items: readonly Row[];
  total: number;
  page: number;
  size: number;
}

export interface ListOptions {
  path: string;
  filters: readonly Filter[];
  views: readonly View[];
  fixed: Query | undefined;
  defaultSort: string | undefined;
  defaultSize: number;
}

/** What the address says of a list, and the page it stands for. */
export function useList<Row>(options: ListOptions) {
  const [search, change] = useUrlState();
  // With no criterion in the address, the first view's apply.
  const isBare = search.view === undefined && !options.filters.some((f) => search[f.id]) && !search.q;
  const applied: Search = isBare ? { ...options.views[0]?.search, ...search } : search;
  const criteria = useMemo(() => criteriaOf(applied, options.filters), [applied, options.filters]);
  const sort = applied.sort ?? options.defaultSort;
  const page = Math.max(1, Number(applied.page ?? 1) || 1);
  const size = Math.min(200, Math.max(1, Number(applied.size ?? options.defaultSize) || options.defaultSize));
  const query: Query = { ...options.fixed, ...criteria, sort, page, size };
  const result = useApi<Page<Row>>(options.path, query, { keep: true });
  return {
    search: applied,
    criteria,
    sort,
    page,
    size,
    result,
    /** Changing what is listed goes back to page 1 and keeps the view's other criteria in the address. */
    narrow: (changes: Search) =>
      change({ ...(isBare ? options.views[0]?.search : {}), ...changes, page: undefined }),
    change,
    exportUrl: (format: 'csv' | 'ndjson', path = options.path) =>
      urlOf(path, { ...options.fixed, ...criteria, ...(path === options.path ? { sort } : {}), format }),
  };
}

function criteriaOf(search: Search, filters: readonly Filter[]): Record<string, string> {
  const names = new Set(filters.map((f) => f.id));
  return Object.fromEntries(
    Object.entries(search).filter(
      (entry): entry is [string, string] =>
        Boolean(entry[1]) &&
        (entry[0] === 'q' || (names.has(entry[0]) && !LIST_PARAMS.includes(entry[0] as never))),
    ),
  );
}
