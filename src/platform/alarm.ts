/** Sleep that can be cut short: loops pause on it, whoever adds work wakes them. */
export interface Alarm {
  pause(ms: number): Promise<void>;
  wake(): void;
}

export function createAlarm(): Alarm {
  const sleepers = new Set<() => void>();
  return {
    pause: (ms) =>
      new Promise((resolve) => {
        const wake = () => {
          clearTimeout(timer);
          sleepers.delete(wake);
          resolve();
        };
        const timer = setTimeout(wake, ms);
        sleepers.add(wake);
      }),
    wake: () => {
      for (const wake of [...sleepers]) wake();
    },
  };
}
