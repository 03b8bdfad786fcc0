import { env } from "../env";

/**
 * Kills this process at a named place when FAIL_POINTS lists it, as a power cut would: no handlers, no flush.
 * `name` or `name@n` (the n-th pass). Compiled out of every build without XINTU_BUILD_FAIL_POINTS=1.
 */
export function failPoint(name: string): void {
  if (typeof __FAIL_POINTS__ === "undefined" || !__FAIL_POINTS__) return;
  const wanted = env().FAIL_POINTS?.split(",") ?? [];
  for (const entry of wanted) {
    const [point, nth = "1"] = entry.split("@");
    if (point !== name) continue;
    passes.set(name, (passes.get(name) ?? 0) + 1);
    if (passes.get(name) === Number(nth)) process.kill(process.pid, "SIGKILL");
  }
}

const passes = new Map<string, number>();
