import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Simulator } from "@/simulators/kit/server";
import { startOpenaiSimulator } from "@/simulators/openai/server";
import { testCall, testPicture } from "../testing-call.fixture";
import { moderate } from "./moderation";

let vendor: Simulator;
beforeAll(async () => {
  vendor = await startOpenaiSimulator({ speed: 1_000 });
});
afterAll(() => vendor.close());

const call = (key = "sim-main") => testCall(`${vendor.url}/v1`, key);

describe("moderate", () => {
  it.each([
    ["a quiet lake", { flagged: false, categories: [] }],
    ["a massacre, gore everywhere", { flagged: true, categories: ["violence", "violence/graphic"] }],
    ["血腥的场面", { flagged: true, categories: ["violence/graphic"] }],
  ])("tells what is in %j", async (text, verdict) => {
    expect(await moderate(call(), { text })).toMatchObject(verdict);
  });

  it("tells how sure the filter is of each category", async () => {
    const { scores } = await moderate(call(), { text: "血腥的场面" });
    expect(scores["violence/graphic"]).toBe(0.97);
    expect(scores.sexual).toBe(0.0003);
  });

  it("looks at a picture, with words or without", async () => {
    const { bytes } = await testPicture(32, 32);
    const red = await sharp({ create: { width: 32, height: 32, channels: 3, background: "#f00" } })
      .jpeg()
      .toBuffer();
    const look = (image: Buffer, contentType: string, text?: string) =>
      moderate(call(), { text, image: { bytes: image, contentType } });
    expect(await look(bytes, "image/png")).toMatchObject({ flagged: false, categories: [] });
    expect(await look(red, "image/jpeg", "a lake")).toMatchObject({
      flagged: true,
      categories: ["violence"],
    });
    expect(await look(bytes, "image/png", "nude")).toMatchObject({ flagged: true, categories: ["sexual"] });
  });

  it("asks nobody about nothing", async () => {
    vendor.forget();
    await expect(moderate(call(), { text: "  " })).rejects.toMatchObject({ certainlyNotAccepted: true });
    expect(vendor.requests).toHaveLength(0);
  });

  it.each([
    ["wrong", "auth"],
    ["sim-503", "provider_error"],
    ["sim-malformed_json", "unknown_outcome"],
  ])("fails with %s as %s", async (key, errorClass) => {
    await expect(moderate(call(key), { text: "a lake" })).rejects.toMatchObject({ errorClass });
  });
});
