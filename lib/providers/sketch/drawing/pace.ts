/** Await it between small parts of a long computation. */
export type Breathe = () => Promise<void> | undefined;

const TURN_MS = 12;

/** Lets other requests of the process run after every few milliseconds of drawing; it never changes what is drawn. */
export function pacer(): Breathe {
  let since = performance.now();
  return () => {
    if (performance.now() - since < TURN_MS) return undefined;
    return new Promise((resolve) =>
      setImmediate(() => {
        since = performance.now();
        resolve();
      }),
    );
  };
}
