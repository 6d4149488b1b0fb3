import { useSyncExternalStore } from 'react';

const query = matchMedia('(max-width: 820px)');

/** A phone: tables are drawn as lists. */
export const useNarrow = (): boolean =>
  useSyncExternalStore(
    (listener) => {
      query.addEventListener('change', listener);
      return () => query.removeEventListener('change', listener);
    },
    () => query.matches,
  );
