/** A new order shows its first steps soon; then a question every two seconds costs the server little. */
const FIRST_MS = 500;
const EVERY_MS = 2_000;

export interface Told {
  part: number;
  preview?: Buffer;
}

/**
 * Asks again and again how far the server is, until the function that it returns is called, and tells when that
 * has grown. Questions that fail are left out: progress is a courtesy.
 */
export function followProgress(
  ask: (signal: AbortSignal) => Promise<Told | null>,
  tell: (told: Told) => void,
): () => void {
  const ended = new AbortController();
  let last = 0;
  let timer = setTimeout(() => void once(), FIRST_MS);
  async function once(): Promise<void> {
    const told = await ask(ended.signal).catch(() => null);
    if (ended.signal.aborted) return;
    if (told && told.part > last) {
      last = told.part;
      tell(told);
    }
    timer = setTimeout(() => void once(), EVERY_MS);
  }
  return () => {
    clearTimeout(timer);
    ended.abort();
  };
}
