/** Computing in one go for longer than this would be felt on the screens, which the same thread serves. */
const TURN_MS = 12;

/** Gives the thread to others whenever this one has had its turn. */
export function takeTurns(): () => Promise<void> | undefined {
  let since = performance.now();
  return () => {
    if (performance.now() - since < TURN_MS) return undefined;
    return new Promise((resolve) => {
      setImmediate(() => {
        since = performance.now();
        resolve();
      });
    });
  };
}

/**
 * The items of a source, the next one being read while one is worked on. Nothing in an item was read before its moment `at`,
 * which is that of the item before: an item may begin with the end of what was read then.
 */
export async function* readAhead<T>(
  source: AsyncGenerator<T>,
  first: number,
  moment: () => number,
): AsyncGenerator<{ item: T; at: number }> {
  let before = first;
  let at = first;
  let next = source.next();
  try {
    for (;;) {
      const { done, value } = await next;
      if (done) return;
      const item = { item: value as T, at: before };
      before = at;
      at = moment();
      next = source.next();
      next.catch(() => {});
      yield item;
    }
  } finally {
    await next.catch(() => {});
    await source.return(undefined);
  }
}
