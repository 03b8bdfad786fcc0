import { sleep } from "../time";

/**
 * Lets `work` end before this process does, for `mostMs` at most. Next ends the process by itself as soon as its last
 * answer is out, and whatever was begun on the signal would be cut off in the middle.
 */
export function holdExit(work: () => Promise<unknown>, mostMs: number): void {
  const exit = process.exit.bind(process);
  let begun = false;
  const later = (code?: string | number | null): void => {
    // Whoever asks again does not want to wait.
    if (begun) exit(code);
    begun = true;
    void Promise.race([work().catch(() => {}), sleep(mostMs)]).then(() => exit(code));
  };
  // It returns to whoever called it, which the one caller, Next's stop, does last.
  process.exit = later as typeof process.exit;
}
