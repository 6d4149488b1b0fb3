import { useSyncExternalStore } from 'react';

export interface Crumb {
  label: string;
  to?: string;
}
export interface ScreenKey {
  keys: readonly string[];
  label: string;
}
export interface ScreenMeta {
  crumbs: readonly Crumb[];
  keys: readonly ScreenKey[];
}

let meta: ScreenMeta = { crumbs: [], keys: [] };
const listeners = new Set<() => void>();

export function setScreenMeta(next: ScreenMeta): void {
  meta = next;
  for (const listener of listeners) listener();
}
export const useScreenMeta = (): ScreenMeta =>
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => meta,
  );
