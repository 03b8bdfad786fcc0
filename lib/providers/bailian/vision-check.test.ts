import sharp from "sharp";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { startBailianSimulator } from "@/simulators/bailian/server";
import type { Simulator } from "@/simulators/kit/server";
import { testCall } from "../testing-call.fixture";
import { checkPicture } from "./vision-check";

let simulator: Simulator;
beforeAll(async () => {
  simulator = await startBailianSimulator({ speed: 1_000 });
});
afterAll(() => simulator.close());
beforeEach(() => simulator.forget());

const paint = (background: string) =>
  sharp({ create: { width: 64, height: 64, channels: 3, background } })
    .jpeg()
    .toBuffer();
async function check(background: string, { key = "sim-main", model = "qwen3-vl-plus" } = {}) {
  const image = { bytes: await paint(background), contentType: "image/jpeg" as const };
  return checkPicture(testCall(`${simulator.url}/api/v1`, key), { model, image });
}

describe("checkPicture", () => {
  it.each([
    ["#3a7", "pass", []],
    ["#f00", "block", ["violence"]],
    ["#ff0", "review", ["privacy"]],
  ])("reads the judgement of %s", async (colour, verdict, categories) => {
    expect(await check(colour)).toMatchObject({ verdict, categories });
    expect(simulator.count("POST", "/compatible-mode/v1/chat/completions")).toBe(1);
  });

  it("takes prose for no judgement", async () => {
    await expect(check("#0ff")).rejects.toMatchObject({ errorClass: "unknown_outcome" });
  });

  it.each([
    ["wrong", "auth"],
    ["sim-quota", "quota_exhausted"],
    ["sim-policy", "content_policy"],
    ["sim-503", "provider_error"],
    ["sim-429_no_header", "rate_limited"],
    ["sim-empty_data", "unknown_outcome"],
    ["sim-malformed_json", "unknown_outcome"],
    ["sim-html_502", "unknown_outcome"],
    ["sim-reset_after_body", "unknown_outcome"],
  ])("fails with %s as %s, and asks once", async (key, errorClass) => {
    await expect(check("#3a7", { key })).rejects.toMatchObject({ errorClass });
    expect(simulator.requests).toHaveLength(1);
  });

  it("refuses a key that no header can hold without sending anything", async () => {
    await expect(check("#3a7", { key: "sim-密" })).rejects.toMatchObject({ errorClass: "auth" });
    expect(simulator.requests).toHaveLength(0);
  });

  it("gives up when its time is over", async () => {
    const call = testCall(`${simulator.url}/api/v1`, "sim-hang", { signal: AbortSignal.timeout(100) });
    const image = { bytes: await paint("#3a7"), contentType: "image/jpeg" as const };
    await expect(checkPicture(call, { model: "qwen3-vl-plus", image })).rejects.toMatchObject({
      errorClass: "unknown_outcome",
    });
  });

  it("is refused by a model for words", async () => {
    await expect(check("#3a7", { model: "qwen-plus" })).rejects.toMatchObject({
      errorClass: "invalid_request",
    });
  });
});
