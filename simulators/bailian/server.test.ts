import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Simulator } from "../kit/server";
import { startBailianSimulator } from "./server";
import { improve, translate } from "./words";

let simulator: Simulator;
beforeAll(async () => {
  simulator = await startBailianSimulator({ speed: 1_000 });
});
afterAll(() => simulator.close());

const SYNC = "/api/v1/services/aigc/multimodal-generation/generation";
const IMAGE = "/api/v1/services/aigc/image-generation/generation";
const WORDS = "/api/v1/services/aigc/text2image/image-synthesis";
const TOOLBOX = "/api/v1/services/aigc/image2image/image-synthesis";
const CHAT = "/compatible-mode/v1/chat/completions";

async function post(path: string, body: unknown, headers: Record<string, string> = {}) {
  const response = await fetch(simulator.url + path, {
    method: "POST",
    headers: { authorization: "Bearer sim-test", "content-type": "application/json", ...headers },
    body: JSON.stringify(body),
  });
  return { status: response.status, body: JSON.parse(await response.text()) };
}
const async = { "x-dashscope-async": "enable" };
const message = (model: string, parameters: object, content: object[] = [{ text: "fog" }]) => ({
  model,
  input: { messages: [{ role: "user", content }] },
  parameters,
});
const words = (parameters: object, input: object = { prompt: "fog" }) => ({
  model: "wan2.2-t2i-flash",
  input,
  parameters,
});

describe("the simulated DashScope", () => {
  it("refuses asynchronous endpoints without the header and the synchronous one with it", async () => {
    for (const path of [IMAGE, WORDS, TOOLBOX])
      expect(await post(path, {})).toMatchObject({
        status: 403,
        body: { code: "AccessDenied", message: "current user api does not support synchronous calls" },
      });
    expect((await post(SYNC, message("qwen-image-2.0", {}), async)).status).toBe(403);
  });

  it("refuses keys that are not its own, in each protocol's shape", async () => {
    const wrong = { authorization: "Bearer sk-real" };
    expect(await post(SYNC, message("qwen-image-2.0", {}), wrong)).toMatchObject({
      status: 401,
      body: { code: "InvalidApiKey" },
    });
    expect(await post(CHAT, {}, wrong)).toMatchObject({
      status: 401,
      body: { error: { code: "invalid_api_key" } },
    });
  });

  it.each([
    ["a size outside the fixed list", message("qwen-image-plus", { size: "1472*1140" })],
    ["two pictures from a model that makes one", message("qwen-image-plus", { n: 2 })],
    ["pictures for a model that takes none", message("qwen-image-plus", {}, [{ text: "a" }, { image: "x" }])],
    ["an edit without a picture", message("qwen-image-edit-plus", {})],
    ["more pixels than 2048²", message("qwen-image-2.0", { size: "3000*3000" })],
    ["seven pictures", message("qwen-image-2.0", { n: 7 })],
    ["an unknown parameter", message("qwen-image-2.0", { style: "oil" })],
    ["a size as numbers", message("qwen-image-2.0", { size: 1024 })],
    ["two texts", message("qwen-image-2.0", {}, [{ text: "a" }, { text: "b" }])],
    ["a text that is too long", message("qwen-image-plus", {}, [{ text: "a".repeat(801) }])],
    ["no messages", { model: "qwen-image-2.0", input: { prompt: "fog" } }],
    [
      "a picture that is none",
      message("qwen-image-2.0", {}, [{ text: "a" }, { image: "data:image/png;base64,QUJD" }]),
    ],
    ["a model of another endpoint", message("wan2.2-t2i-flash", {})],
  ])("refuses %s", async (_, body) => {
    const answer = await post(SYNC, body);
    expect([400, 404, 415]).toContain(answer.status);
    expect(answer.body).toMatchObject({ code: expect.any(String), message: expect.any(String) });
  });

  it.each([
    [IMAGE, message("wan2.7-image-pro", { prompt_extend: false })],
    [IMAGE, message("wan2.7-image-pro", { n: 5 })],
    [IMAGE, message("wan2.7-image", { size: "4096*4096" })],
    [IMAGE, message("qwen-image-2.0", {})],
    [WORDS, words({ size: "2048*2048" })],
    [WORDS, words({ n: 5 })],
    [WORDS, words({ seed: -1 })],
    [WORDS, words({}, { prompt: "fog", style: "oil" })],
    [
      TOOLBOX,
      {
        model: "wanx2.1-imageedit",
        input: { function: "remove_watermark", prompt: "x", base_image_url: "x" },
      },
    ],
  ])("refuses on %s what the model does not know", async (path, body) => {
    expect((await post(path, body, async)).status).toBe(400);
  });

  it("tells of a picture that it cannot download", async () => {
    const body = message("qwen-image-2.0", {}, [{ image: "https://a.example/x.png" }, { text: "a" }]);
    expect(await post(SYNC, body)).toMatchObject({
      status: 400,
      body: {
        code: "InvalidParameter.DataInspection",
        message: expect.stringContaining("Unable to download"),
      },
    });
  });

  it("serves results only to the exact query and without an Authorization header", async () => {
    const { body } = await post(SYNC, message("qwen-image-2.0", { size: "512*512" }));
    const url: string = body.output.choices[0].message.content[0].image;
    const status = async (address: string, headers = {}) => (await fetch(address, { headers })).status;
    expect(await status(url)).toBe(200);
    expect(await status(url.replace("%2B", "+"))).toBe(403);
    expect(await status(url.replace(/Expires=\d+&/, ""))).toBe(403);
    expect(await status(url.split("?")[0] ?? "")).toBe(403);
    expect(await status(`${url}&x=1`)).toBe(403);
    expect(await status(url, { authorization: "Bearer sim-test" })).toBe(400);
  });

  it.each([
    ["url_expired_403", 403, "application/xml"],
    ["wrong_content_type_image", 200, "text/html"],
    ["url_redirect", 302, "application/json"],
  ])("plays %s when the result is fetched", async (scenario, status, type) => {
    const { body } = await post(
      SYNC,
      message("qwen-image-2.0", { size: "512*512" }, [{ text: `[[sim:${scenario}]] fog` }]),
    );
    const response = await fetch(body.output.choices[0].message.content[0].image, { redirect: "manual" });
    expect([response.status, response.headers.get("content-type")]).toEqual([status, type]);
  });

  it("plays a picture that never seems to end", async () => {
    const content = [{ text: "[[sim:huge_image]] fog" }];
    const { body } = await post(SYNC, message("qwen-image-2.0", { size: "512*512" }, content));
    const response = await fetch(body.output.choices[0].message.content[0].image);
    let size = 0;
    for await (const piece of response.body ?? []) size += piece.byteLength;
    expect(size).toBeGreaterThan(80 * 1024 * 1024);
  });
});

describe("the simulated chat model", () => {
  const ask = (system: string, user: unknown, more: object = {}) =>
    post(CHAT, {
      model: "qwen-plus",
      messages: [
        { role: "system", content: system },
        { role: "user", content: user },
      ],
      ...more,
    });

  it("answers JSON only when a message says the word", async () => {
    const json = { response_format: { type: "json_object" } };
    expect(await ask("Please translate.", "竹林", json)).toMatchObject({
      status: 400,
      body: { error: { message: expect.stringContaining("must contain the word 'json'") } },
    });
    const answer = await ask("Please translate. Answer as JSON.", "竹林", json);
    expect(JSON.parse(answer.body.choices[0].message.content)).toEqual({ prompt: "bamboo grove" });
  });

  it("translates to plain ASCII and improves in the language of the prompt, always alike", async () => {
    const { body } = await ask("You translate prompts.", "一只橘猫坐在樱花树下，水彩 4k");
    expect(body.choices[0].message.content).toBe(
      "a orange cat sitting on cherry blossoms tree, watercolor 4k",
    );
    for (const prompt of ["龘靐齉", "雪山日出", "A cat", "🐉龙"])
      expect(translate(prompt)).toMatch(/^[\x20-\x7e]+$/);
    expect(improve("雪山日出")).toMatch(/^雪山日出，[\u4e00-\u9fff，、]+$/);
    expect(improve("a snowy peak.")).toMatch(/^a snowy peak, [\x20-\x7e]+$/);
    const improved = await ask("You improve prompts.", "雪山日出");
    expect(improved.body.choices[0].message.content).toBe(improve("雪山日出"));
  });

  it("refuses unknown fields and plays its troubles in OpenAI's shape", async () => {
    expect((await ask("improve", "x", { size: "1K" })).status).toBe(400);
    expect(await ask("improve", "[[sim:quota]] x")).toMatchObject({
      status: 400,
      body: { error: { code: "Arrearage" } },
    });
    expect(await ask("improve", "[[sim:503]] x")).toMatchObject({ status: 503 });
  });
});
