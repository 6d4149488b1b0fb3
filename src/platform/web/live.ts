import { useEffect, useSyncExternalStore } from 'react';
import { invalidateTopic, queryClient } from './api.ts';

export type LiveState = 'connecting' | 'live' | 'lost' | 'offline';

let state: LiveState = 'connecting';
const listeners = new Set<() => void>();
function set(next: LiveState): void {
  if (next === state) return;
  state = next;
  for (const listener of listeners) listener();
}

/** Long work tells of itself many times a second: screens ask again twice a second at most. */
const GATHER_MS = 500;
const gathered = new Set<string>();
function gather(topic: string): void {
  if (gathered.size === 0)
    setTimeout(() => {
      for (const told of gathered) invalidateTopic(told);
      gathered.clear();
    }, GATHER_MS);
  gathered.add(topic);
}

/** Listens to /api/live: each topic makes the queries it names ask again. Reconnects with a growing wait. */
export function useLiveConnection(enabled: boolean): void {
  useEffect(() => {
    if (!enabled) return;
    let source: EventSource | undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let failures = 0;
    let everLost = false;
    const open = () => {
      source = new EventSource('/api/live');
      source.onopen = () => {
        failures = 0;
        set('live');
        // What was missed meanwhile is unknown: ask again for all that is shown.
        if (everLost) void queryClient.invalidateQueries();
      };
      source.onmessage = ({ data }: MessageEvent<string>) => {
        const topic = topicOf(data);
        if (topic) gather(topic);
      };
      source.onerror = () => {
        source?.close();
        everLost = true;
        failures += 1;
        set(navigator.onLine ? 'lost' : 'offline');
        timer = setTimeout(open, Math.min(30_000, 1000 * 2 ** Math.min(failures, 5)));
      };
    };
    const offline = () => set('offline');
    const online = () => {
      clearTimeout(timer);
      source?.close();
      open();
    };
    open();
    addEventListener('offline', offline);
    addEventListener('online', online);
    return () => {
      clearTimeout(timer);
      source?.close();
      removeEventListener('offline', offline);
      removeEventListener('online', online);
      set('connecting');
    };
  }, [enabled]);
}

/** The hub sends `{"topic":"exposure.findings"}`; a bare topic is understood too. */
function topicOf(data: string): string | undefined {
  if (/^[a-z][\w.-]{0,99}$/.test(data)) return data;
  try {
    const { topic } = JSON.parse(data) as { topic?: unknown };
    return typeof topic === 'string' ? topic : undefined;
  } catch {
    return undefined;
  }
}

export const useLiveState = (): LiveState =>
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => state,
  );
