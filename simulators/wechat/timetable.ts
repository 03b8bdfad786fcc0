/** What WeChat does later: its waits are divided by the speed, and moving the clock brings them nearer. */
export interface Timetable {
  /** Runs once, `ms` of WeChat's time from now; what it throws is lost. */
  after(ms: number, run: () => void): void;
  /** Never resolves when the timetable is cleared first. */
  wait(ms: number): Promise<void>;
  advance(ms: number): void;
  clear(): void;
}

interface Entry {
  /** In real time. */
  dueAt: number;
  timer: NodeJS.Timeout;
  run(): void;
}

export function createTimetable(speed: number): Timetable {
  const entries = new Set<Entry>();
  let isClosed = false;
  const set = (dueAt: number, run: () => void) => {
    if (isClosed) return;
    const fire = () => {
      entries.delete(entry);
      run();
    };
    const entry: Entry = { dueAt, run, timer: setTimeout(fire, Math.max(0, dueAt - Date.now())) };
    // A notice that is due in six hours must not keep a process alive.
    entry.timer.unref();
    entries.add(entry);
  };
  const after = (ms: number, run: () => void) => set(Date.now() + ms / speed, run);
  return {
    after,
    wait: (ms) => new Promise((done) => after(ms, done)),
    advance: (ms) => {
      const waiting = [...entries];
      entries.clear();
      for (const { timer, dueAt, run } of waiting) {
        clearTimeout(timer);
        set(dueAt - ms / speed, run);
      }
    },
    clear: () => {
      isClosed = true;
      for (const { timer } of entries) clearTimeout(timer);
      entries.clear();
    },
  };
}
