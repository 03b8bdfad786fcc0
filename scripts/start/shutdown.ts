const REPEAT_AFTER_MS = 1_000;

export interface Shutdown {
  /** Registers what must be stopped; the last one registered is stopped first. */
  add(name: string, stop: () => Promise<void>): void;
  begun(): boolean;
  /** Stops everything once and ends this process with `code`. */
  run(code: number): Promise<void>;
  /** For the server ending by itself, which ends everything else too. */
  becauseServerEnded(code: number): Promise<void>;
}

/**
 * Ends everything in order on Ctrl-C, SIGTERM, SIGHUP and when the process that started this one is gone.
 * A terminal sends Ctrl-C to both processes, so the second signal within a second is the same one;
 * a later one means that the person does not want to wait.
 */
export function createShutdown(): Shutdown {
  const stops: { name: string; stop: () => Promise<void> }[] = [];
  let startedAtMs = 0;

  async function run(code: number): Promise<void> {
    if (startedAtMs > 0) return;
    startedAtMs = Date.now();
    for (const { name, stop } of stops.reverse()) {
      if (name !== "lock") say(`Stopping ${name} …`);
      await stop().catch((error: unknown) => say(`  ${String(error)}`));
    }
    if (code === 0) say("Stopped.");
    process.exit(code);
  }

  const asked = () => {
    if (startedAtMs > 0 && Date.now() - startedAtMs > REPEAT_AFTER_MS) process.exit(130);
    void run(0);
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, asked);
  process.on("disconnect", asked);
  // With nobody left to read it, the terminal is no reason to stop half way.
  process.stdout.on("error", () => {});
  process.stderr.on("error", () => {});

  return {
    add: (name, stop) => void stops.push({ name, stop }),
    begun: () => startedAtMs > 0,
    run,
    becauseServerEnded: async (code) => {
      if (startedAtMs > 0) return;
      say(`The server ended by itself (exit code ${code}).`);
      await run(code === 0 ? 1 : code);
    },
  };
}

const say = (text: string) => process.stdout.write(`${text}\n`);
