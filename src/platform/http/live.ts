/** Tells open screens what changed, by topic; they ask again for what they show. Never carries content. */
export interface LiveHub {
  /** Topic `<room>.<noun>`, e.g. `exposure.findings`. */
  publish(topic: string): void;
  subscribe(listener: (topic: string) => void): () => void;
}

export function createLiveHub(): LiveHub {
  const listeners = new Set<(topic: string) => void>();
  return {
    publish: (topic) => {
      for (const listener of listeners) listener(topic);
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
