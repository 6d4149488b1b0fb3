import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback } from 'react';

export type Search = Record<string, string | undefined>;

/** Search parameters as plain text, and how to change some of them. Shareable: what is on screen is in the address. */
export function useUrlState(): [Search, (changes: Search, options?: { push?: boolean }) => void] {
  const search = useSearch({ strict: false }) as Search;
  const navigate = useNavigate();
  const change = useCallback(
    (changes: Search, options: { push?: boolean } = {}) => {
      void navigate({
        to: '.',
        search: ((before: Search) => {
          const next = { ...before, ...changes };
          for (const [name, value] of Object.entries(next))
            if (value === undefined || value === '') delete next[name];
          return next;
        }) as never,
        replace: !options.push,
        resetScroll: false,
      });
    },
    [navigate],
  );
  return [search, change];
}

/** Parameters of the list that are not filters. */
export const LIST_PARAMS = ['page', 'size', 'sort', 'q', 'view', 'cols', 'row'] as const;

/** `-deadline` → column and direction. */
export function readSort(text: string | undefined): { column: string; down: boolean } | undefined {
  if (!text) return undefined;
  return text.startsWith('-') ? { column: text.slice(1), down: true } : { column: text, down: false };
}
