/** Runs work when one of the permits is free; waiting work starts in the order of its arrival. */
export type Semaphore = <T>(work: () => Promise<T>) => Promise<T>;

/** A semaphore of this process. A failure of the work gives its permit back and reaches the caller unchanged. */
export function semaphore(permits: number): Semaphore {
  if (!Number.isInteger(permits) || permits < 1)
    throw new RangeError("A semaphore needs at least one permit");
  const waiting: (() => void)[] = [];
  let free = permits;
  const acquire = (): Promise<void> => {
    if (free > 0) {
      free -= 1;
      return Promise.resolve();
    }
    return new Promise((resolve) => waiting.push(resolve));
  };
  const release = (): void => {
    // The permit passes on directly, so that a newcomer cannot overtake the queue.
    const next = waiting.shift();
    if (next) next();
    else free += 1;
  };
  return async (work) => {
    await acquire();
    try {
      return await work();
    } finally {
      release();
    }
  };
}
