interface Entry<T> {
  value: Promise<T>;
  staleAtMs: number;
  isSettled: boolean;
  isRenewed: boolean;
}

/**
 * Values that may be some moments old. Each is computed by one caller while the others wait for it, and is as fresh as
 * the moment when that began; a failure is nobody's value. With `renewMs`, a value that is older by less than that is
 * still handed out while one caller has it renewed behind everybody's back. Keys may come from outside, so their
 * number is bounded.
 */
export class FreshCache<T> {
  private readonly held = new Map<string, Entry<T>>();

  constructor(private readonly options: { freshMs: number; max: number; renewMs?: number }) {}

  get(key: string, load: () => Promise<T>, nowMs: number = Date.now()): Promise<T> {
    const known = this.held.get(key);
    if (known && (!known.isSettled || nowMs < known.staleAtMs)) return known.value;
    if (known && nowMs < known.staleAtMs + (this.options.renewMs ?? 0)) {
      if (!known.isRenewed) this.renew(key, known, load, nowMs);
      return known.value;
    }
    const value = load();
    const entry = this.hold(key, value, nowMs);
    value.then(
      () => {
        entry.isSettled = true;
      },
      () => {
        if (this.held.get(key) === entry) this.held.delete(key);
      },
    );
    return value;
  }

  private renew(key: string, known: Entry<T>, load: () => Promise<T>, nowMs: number): void {
    known.isRenewed = true;
    const value = load();
    value.then(
      () => {
        if (this.held.get(key) === known) this.hold(key, value, nowMs).isSettled = true;
      },
      () => {
        // The old value is still there, and the next caller tries again.
        known.isRenewed = false;
      },
    );
  }

  private hold(key: string, value: Promise<T>, nowMs: number): Entry<T> {
    const staleAtMs = nowMs + this.options.freshMs;
    const entry = { value, staleAtMs, isSettled: false, isRenewed: false };
    // Deleted first, so that the order of the map is the order of age.
    this.held.delete(key);
    this.held.set(key, entry);
    const [oldest] = this.held.keys();
    if (this.held.size > this.options.max && oldest !== undefined) this.held.delete(oldest);
    return entry;
  }
}
