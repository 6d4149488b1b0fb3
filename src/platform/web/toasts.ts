import { useSyncExternalStore } from 'react';

export interface Toast {
  id: number;
  text: string;
  kind: 'done' | 'error';
  undo?: () => Promise<unknown>;
}

let toasts: readonly Toast[] = [];
let next = 1;
const listeners = new Set<() => void>();
const set = (list: readonly Toast[]) => {
  toasts = list;
  for (const listener of listeners) listener();
};

/** Says what happened. Results leave after 8 s; errors and what can be undone stay until read. */
export function toast(
  text: string,
  options: { kind?: 'done' | 'error'; undo?: () => Promise<unknown> } = {},
): void {
  const item: Toast = {
    id: next++,
    text,
    kind: options.kind ?? 'done',
    ...(options.undo ? { undo: options.undo } : {}),
  };
  set([...toasts.slice(-2), item]);
  if (item.kind === 'done') setTimeout(() => dismissToast(item.id), item.undo ? 20_000 : 8_000);
}

export const dismissToast = (id: number): void => set(toasts.filter((t) => t.id !== id));
export const useToasts = (): readonly Toast[] =>
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => toasts,
  );
