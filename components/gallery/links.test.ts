import { describe, expect, it } from "vitest";
import { reuseHref } from "./links";

const generationId = "gen_01k00000000000000000000000";

describe("reuseHref", () => {
  it("carries the generation and a short prompt", () => {
    const url = new URL(reuseHref({ prompt: "雪山 & 湖", generationId }), "http://x");
    expect(url.pathname).toBe("/create");
    expect(url.searchParams.get("from")).toBe(generationId);
    expect(url.searchParams.get("prompt")).toBe("雪山 & 湖");
  });

  it("leaves a long prompt to the generation's id, so that the address stays acceptable", () => {
    const href = reuseHref({ prompt: "山".repeat(4_000), generationId });
    expect(href).toBe(`/create?from=${generationId}`);
  });

  it("cuts a long prompt between characters where no generation stands behind it", () => {
    const href = reuseHref({ prompt: "🏔".repeat(4_000), generationId: null });
    const prompt = new URL(href, "http://x").searchParams.get("prompt") ?? "";
    expect(href.length).toBeLessThan(2_100);
    expect(prompt.isWellFormed()).toBe(true);
    expect(prompt.length).toBeGreaterThan(200);
  });
});
