import { expect, test, vi } from "vitest";
import { enterCall } from "./call-gate";

vi.stubEnv("DATABASE_URL", "postgres://nobody.test/none");
vi.stubEnv("AUTH_SECRET", "x".repeat(32));
vi.stubEnv("ENGINE_SLOTS", "8");

test("a quarter of the slots stays free, people's own servers get a quarter, and what leaves makes room", () => {
  const own = Array.from({ length: 5 }, () => enterCall({ model: "cfg_own" }));
  expect(own.filter(Boolean)).toHaveLength(2);
  const platform = Array.from({ length: 9 }, () => enterCall({ model: "gpt-image-2" }));
  expect(platform.filter(Boolean)).toHaveLength(4);
  expect(enterCall({ model: "sketch-1" })).not.toBeNull();
  own[0]?.();
  platform[0]?.();
  expect(enterCall({ model: "cfg_own" })).not.toBeNull();
  expect(enterCall({ model: "gpt-image-2" })).not.toBeNull();
  expect(enterCall({ model: "gpt-image-2" })).toBeNull();
});
