import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { look } from "../kit/pictures";
import type { Simulator } from "../kit/server";
import { startReplicateSimulator } from "./server";

let simulator: Simulator;
beforeAll(async () => {
  simulator = await startReplicateSimulator({ speed: 1_000 });
});
afterAll(() => simulator.close());

const SDXL = "7762fd07cf82c948538e41f63f77d685e02b063e37e496e96eefd46c929f9bdc";
const SCHNELL = "/models/black-forest-labs/flux-schnell/predictions";

async function ask(path: string, body?: unknown, headers: Record<string, string> = {}) {
  const response = await fetch(`${simulator.url}/v1${path}`, {
    method: body === undefined ? "GET" : "POST",
    headers: { authorization: "Bearer sim-key", "content-type": "application/json", ...headers },
    body: body === undefined || body instanceof FormData ? body : JSON.stringify(body),
  });
  return { status: response.status, body: await response.json() };
}

/** A finished prediction, waited for in one call. */
async function result(scenario: string): Promise<string> {
  const input = { prompt: `a fox [[sim:${scenario}]]`, output_format: "png" };
  const { status, body } = await ask(SCHNELL, { input }, { prefer: "wait" });
  expect(status).toBe(201);
  return body.output[0];
}

describe("the simulated Replicate", () => {
  it.each([undefined, "Bearer r8_real", "Token sim-key", "Bearer "])(
    "refuses the credentials %j",
    async (auth) => {
      const headers: Record<string, string> = auth === undefined ? {} : { authorization: auth };
      const response = await fetch(`${simulator.url}/v1/account`, { headers });
      expect(response.status).toBe(401);
      expect(await response.json()).toMatchObject({ title: "Unauthenticated", status: 401 });
    },
  );

  it.each<[string, unknown, string]>([
    ["an unknown field of the model", { input: { prompt: "a", cfg: 7 } }, "input"],
    ["a missing prompt", { input: {} }, "input.prompt"],
    ["a number as text", { input: { prompt: "a", num_outputs: "2" } }, "input.num_outputs"],
    ["too many pictures", { input: { prompt: "a", num_outputs: 5 } }, "input.num_outputs"],
    ["an unknown ratio", { input: { prompt: "a", aspect_ratio: "7:5" } }, "input.aspect_ratio"],
    ["an unknown field beside the input", { input: { prompt: "a" }, stream: true }, ""],
    ["a version where a name was given", { input: { prompt: "a" }, version: SDXL }, ""],
    [
      "a webhook that is not https",
      { input: { prompt: "a" }, webhook: "http://example.com/hook" },
      "webhook",
    ],
  ])("refuses %s with 422 and the field", async (_, body, field) => {
    const { status, body: answer } = await ask(SCHNELL, body);
    expect(status).toBe(422);
    expect(answer).toMatchObject({ title: "Input validation failed", invalid_fields: [{ field }] });
  });

  it.each<[string, string, number]>([
    ["a hash", SDXL, 201],
    ["a name with a hash", `stability-ai/sdxl:${SDXL}`, 201],
    ["the name of an official model", "black-forest-labs/flux-schnell", 201],
    ["the name of a community model", "stability-ai/sdxl", 422],
    ["another model's hash", `black-forest-labs/flux-dev:${SDXL}`, 422],
    ["an unknown hash", "0".repeat(64), 422],
  ])("answers the version form: %s", async (_, version, expected) => {
    const { status } = await ask("/predictions", { version, input: { prompt: "a fox" } });
    expect(status).toBe(expected);
  });

  it("runs community models by version only", async () => {
    const { status } = await ask("/models/stability-ai/sdxl/predictions", { input: { prompt: "a fox" } });
    expect(status).toBe(404);
  });

  it("refuses large data URLs and addresses that it cannot fetch", async () => {
    const path = "/models/black-forest-labs/flux-dev/predictions";
    const large = `data:image/png;base64,${Buffer.alloc(300 * 1024).toString("base64")}`;
    for (const image of [large, "https://example.com/a.png", "data:text/plain;base64,AAAA"])
      expect((await ask(path, { input: { prompt: "a", image } })).status).toBe(422);
  });

  it("fails a prediction whose picture is none, as the model would", async () => {
    const image = `data:image/png;base64,${Buffer.from("no picture").toString("base64")}`;
    const path = "/models/black-forest-labs/flux-dev/predictions";
    const { body } = await ask(path, { input: { prompt: "a", image } }, { prefer: "wait" });
    expect(body).toMatchObject({ status: "failed", error: "cannot identify image file", output: null });
  });

  it("answers 202 when the wait was shorter than the work", async () => {
    const input = { prompt: "a fox [[sim:ok_slow=60000000]]" };
    const { status, body } = await ask(SCHNELL, { input }, { prefer: "wait=1" });
    expect(status).toBe(202);
    expect(body).toMatchObject({ status: "processing", output: null });
  });

  it("takes a file in the field `content` only", async () => {
    const form = (field: string) => {
      const made = new FormData();
      made.set(field, new Blob(["x"], { type: "image/png" }), "a.png");
      return made;
    };
    const send = async (field: string) =>
      fetch(`${simulator.url}/v1/files`, {
        method: "POST",
        headers: { authorization: "Bearer sim-key" },
        body: form(field),
      });
    expect((await send("file")).status).toBe(422);
    const created = await send("content");
    expect(created.status).toBe(201);
    expect(await created.json()).toMatchObject({
      size: 1,
      urls: { get: expect.stringContaining("/v1/files/") },
    });
    expect((await ask("/files", { content: "x" })).status).toBe(400);
  });

  it("gives out the secret of its webhooks", async () => {
    const { body } = await ask("/webhooks/default/secret");
    expect(body).toEqual({ key: "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw" });
  });

  it("draws a real picture in the format that was asked for", async () => {
    const response = await fetch(await result("ok"));
    expect(response.headers.get("content-type")).toBe("image/png");
    const seen = await look(Buffer.from(await response.arrayBuffer()));
    expect(seen).toMatchObject({ widthPx: 1024, heightPx: 1024, format: "png" });
  });

  it("can serve a picture under a wrong type", async () => {
    const response = await fetch(await result("wrong_content_type_image"));
    expect(response.headers.get("content-type")).toBe("text/html");
    expect(await look(Buffer.from(await response.arrayBuffer()))).toMatchObject({ format: "png" });
  });

  it("can send far too many bytes behind a picture's signature", async () => {
    const response = await fetch(await result("huge_image"));
    let size = 0;
    for await (const chunk of response.body ?? []) size += chunk.byteLength;
    expect(size).toBeGreaterThan(80 * 1024 * 1024);
  });
});
