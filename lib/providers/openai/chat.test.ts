import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Simulator } from "@/simulators/kit/server";
import { startOpenaiSimulator } from "@/simulators/openai/server";
import { testCall } from "../testing-call.fixture";
import { chat, testChat } from "./chat";

let vendor: Simulator;
beforeAll(async () => {
  vendor = await startOpenaiSimulator({ speed: 1_000 });
});
beforeEach(() => vendor.forget());
afterAll(() => vendor.close());

const call = (key = "sim-main") => testCall(`${vendor.url}/v1`, key);
const order = {
  model: "qwen-plus",
  system: "You translate prompts into English.",
  user: "月光下的竹林",
  maxTokens: 300,
};

/** A server that answers every chat with this choice and remembers the body. */
const server =
  (choice: object, bodies: unknown[] = []): typeof fetch =>
  async (_, init) => {
    bodies.push(JSON.parse(String(init?.body)));
    return Response.json({ choices: [choice] });
  };

describe("chat", () => {
  it("answers with the model's words, trimmed", async () => {
    expect(await chat(call(), order)).toBe("moonlight under bamboo grove");
    expect(vendor.count("POST", "/v1/chat/completions")).toBe(1);
  });

  it.each(["夜晚的城市,霓虹灯", "龘靐齉", "", "a cat 和 一只狗 [[sim:ok]]"])(
    "gets for %j an English text that is never empty",
    async (user) => {
      expect(await chat(call(), { ...order, user })).toMatch(/^[\x20-\x7e]+$/);
    },
  );

  it("enriches a prompt in its own language", async () => {
    const system = "Improve the prompt of the user.";
    const zh = await chat(call(), { ...order, system, user: "雨中的古塔" });
    const en = await chat(call(), { ...order, system, user: "a pagoda in the rain." });
    expect(zh).toMatch(/^雨中的古塔\uff0c.*\u3002$/u);
    expect(en).toMatch(/^a pagoda in the rain, [\x20-\x7e]{40,}\.$/);
  });

  it("asks for JSON only in so many words, as the vendors want", async () => {
    const asked = { ...order, jsonObject: true, system: "Translate. Answer json." };
    expect(JSON.parse(await chat(call(), asked))).toEqual({ prompt: "moonlight under bamboo grove" });
    await expect(chat(call(), { ...asked, system: "Translate." })).rejects.toMatchObject({
      errorClass: "invalid_request",
    });
  });

  it.each([
    ["http://gateway.test/v1", { max_tokens: 300 }],
    ["https://api.openai.com/v1", { max_completion_tokens: 300 }],
  ])("sends %s no field that it does not know", async (baseUrl, bound) => {
    const bodies: unknown[] = [];
    const choice = { message: { content: "ok" } };
    await chat({ ...testCall(baseUrl, "k"), fetch: server(choice, bodies) }, order);
    const messages = [
      { role: "system", content: order.system },
      { role: "user", content: order.user },
    ];
    expect(bodies).toEqual([{ model: order.model, messages, ...bound }]);
  });

  it.each([
    [{ message: { content: null, refusal: "No." } }, "content_policy"],
    [{ finish_reason: "content_filter", message: { content: "" } }, "content_policy"],
    [{ message: { content: "  " } }, "provider_error"],
    [{ message: { content: "x".repeat(4_000) } }, "provider_error"],
    [{ message: { text: 1 } }, "provider_error"],
    [{}, "unknown_outcome"],
  ])("reads %j as %s", async (choice, errorClass) => {
    const line = { ...call(), fetch: server(choice) };
    await expect(chat(line, order)).rejects.toMatchObject({ errorClass });
  });

  it.each([
    ["sim-quota", "quota_exhausted"],
    ["sim-policy", "content_policy"],
    ["sim-429_no_header", "rate_limited"],
    ["sim-html_502", "unknown_outcome"],
    ["sim-reset_after_body", "unknown_outcome"],
    ["wrong", "auth"],
  ])("with %s fails as %s after one call", async (key, errorClass) => {
    await expect(chat(call(key), order)).rejects.toMatchObject({ errorClass });
    expect(vendor.count("POST", /./)).toBe(1);
  });
});

describe("testChat", () => {
  it.each([
    ["sim-main", "qwen-plus", { ok: true, detail: "qwen-plus answers." }],
    [
      "sim-main",
      "qwen-0",
      { ok: false, errorClass: "invalid_request", message: "The server has no model qwen-0." },
    ],
    ["wrong", "qwen-plus", { ok: false, errorClass: "auth", message: "The vendor does not accept the key." }],
  ])("tells with key %s and model %s exactly what is the matter", async (key, model, report) => {
    expect(await testChat(call(key), model)).toEqual(report);
  });

  it("tells a wrong address from a missing model", async () => {
    expect(await testChat(testCall(`${vendor.url}/v2`, "sim-main"), "qwen-plus")).toMatchObject({
      ok: false,
      message: "Not found: is the base URL right?",
    });
  });
});
