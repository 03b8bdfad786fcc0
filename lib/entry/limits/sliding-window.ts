/**
 * The sliding window of @upstash/ratelimit, counted in this process: uses of the current window plus the
 * weighted rest of the previous one. For a single process only; several need Redis to share the count.
 */
export class SlidingWindow {
  private readonly counts = new Map<string, { window: number; current: number; previous: number }>();

  constructor(
    private readonly tokens: number,
    private readonly windowMs: number,
    private readonly clock: () => number = Date.now,
    private readonly maxKeys = 50_000,
  ) {}

  async limit(key: string): Promise<{ success: boolean; reset: number }> {
    const now = this.clock();
    const window = Math.floor(now / this.windowMs);
    const reset = (window + 1) * this.windowMs;
    const count = this.countsOf(key, window);
    const weight = 1 - (now % this.windowMs) / this.windowMs;
    if (Math.floor(count.previous * weight) + count.current >= this.tokens) return { success: false, reset };
    count.current += 1;
    return { success: true, reset };
  }

  /** Takes one use back. */
  giveBack(key: string): void {
    const count = this.countsOf(key, Math.floor(this.clock() / this.windowMs));
    count.current = Math.max(0, count.current - 1);
  }

  private countsOf(key: string, window: number) {
    const known = this.counts.get(key);
    if (known && window - known.window < 2) {
      if (known.window < window) Object.assign(known, { window, previous: known.current, current: 0 });
      return known;
    }
    if (this.counts.size >= this.maxKeys) this.forget(window);
    const fresh = { window, current: 0, previous: 0 };
    this.counts.set(key, fresh);
    return fresh;
  }

  /** Drops what no longer counts; when all still does, the oldest keys, so that memory stays bounded. */
  private forget(window: number): void {
    for (const [key, count] of this.counts) if (window - count.window >= 2) this.counts.delete(key);
    for (const key of this.counts.keys()) {
      if (this.counts.size < this.maxKeys) break;
      this.counts.delete(key);
    }
  }
}
