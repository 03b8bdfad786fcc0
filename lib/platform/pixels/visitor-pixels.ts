import { AppError } from "../errors";
import { type Semaphore, semaphore } from "../process/semaphore";
import { singleton } from "../process/singleton";
import { withPixels } from "./pixels";

/** All visitors together: the last of them waits for about a minute. */
export const MAX_VISITORS_WORK = 32;
/** One visitor: what a page of theirs may want at once. */
export const MAX_WORK_OF_A_VISITOR = 8;
const ASK_AGAIN_MS = 5_000;

interface Lane {
  run: Semaphore;
  /** How many pieces run or wait, by visitor. */
  held: Map<string, number>;
}
const lane = (): Lane => singleton("pixels.visitors", () => ({ run: semaphore(1), held: new Map() }));

/**
 * `withPixels` for work that somebody sets off who may be anybody: it takes one of the slots at most, so that what
 * people make and upload always finds the other, and what waits is bounded, by visitor and altogether. Beyond that it
 * is refused with 503 `busy` before anything is begun.
 */
export async function withVisitorPixels<T>(visitor: string, work: () => Promise<T>): Promise<T> {
  const { run, held } = lane();
  const own = held.get(visitor) ?? 0;
  const all = [...held.values()].reduce((sum, count) => sum + count, 0);
  if (own >= MAX_WORK_OF_A_VISITOR || all >= MAX_VISITORS_WORK) throw busy();
  held.set(visitor, own + 1);
  try {
    return await run(() => withPixels(work));
  } finally {
    const left = (held.get(visitor) ?? 1) - 1;
    if (left > 0) held.set(visitor, left);
    else held.delete(visitor);
  }
}

const busy = () =>
  new AppError(503, "busy", "Too many pictures are being made right now; ask again in a moment.", {
    retryAfterMs: ASK_AGAIN_MS,
  });
