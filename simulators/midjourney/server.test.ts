import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Simulator } from "@/simulators/kit/server";
import { startMidjourneySimulator } from "./server";

let simulator: Simulator;
beforeAll(async () => {
  simulator = await startMidjourneySimulator({ speed: 1_000 });
});
afterAll(() => simulator.close());

const headersOf = {
  novicezk: { "mj-api-secret": "sim-mj" },
  trueai: { authorization: "sim-trueai" },
  "new-api": { authorization: "Bearer sim-newapi" },
};
type Dialect = keyof typeof headersOf;

async function ask(path: string, headers: Record<string, string>, body?: unknown) {
  const answer = await fetch(`${simulator.url}${path}`, {
    method: body === undefined ? "GET" : "POST",
    headers: { ...headers, ...(body === undefined ? {} : { "content-type": "application/json" }) },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  const text = await answer.text();
  return { status: answer.status, text, json: text.startsWith("{") ? JSON.parse(text) : undefined };
}

describe("the Midjourney simulator", () => {
  it.each([
    ["a missing key", {}, 401],
    ["a key of nobody", { "mj-api-secret": "other" }, 401],
    ["novicezk by Authorization", { authorization: "sim-mj" }, 401],
    ["trueai with the word Bearer", { authorization: "Bearer sim-trueai" }, 401],
    ["new-api without the word Bearer", { authorization: "sim-newapi" }, 401],
    ["new-api by mj-api-secret", { "mj-api-secret": "sim-newapi" }, 200],
  ])("%s answers as the dialect would", async (_, headers, status) => {
    expect((await ask("/mj/task/list-by-condition", headers, { ids: [] })).status).toBe(status);
  });

  it.each([
    ["novicezk", "/mj/submit/action", 404],
    ["novicezk", "/mj/submit/modal", 404],
    ["novicezk", "/mj-turbo/mj/submit/imagine", 404],
    ["trueai", "/mj/submit/change", 404],
    ["trueai", "/mj/submit/simple-change", 404],
    ["new-api", "/mj/task/1732212345678001/cancel", 404],
    ["new-api", "/mj-warp/mj/submit/imagine", 404],
    ["trueai", "/mj/task/1732212345678001/cancel", 200],
  ] as [Dialect, string, number][])("%s answers %s with %i", async (dialect, path, status) => {
    expect((await ask(path, headersOf[dialect], { prompt: "dunes" })).status).toBe(status);
  });

  it.each([
    ["an unknown field", { prompt: "dunes", size: "1024x1024" }],
    ["an empty prompt", { prompt: " " }],
    ["bare base64", { prompt: "dunes", base64Array: ["QUJD"] }],
    ["base64 of no picture", { prompt: "dunes", base64Array: ["data:image/png;base64,QUJD"] }],
    ["a hook that is no address", { prompt: "dunes", notifyHook: "here" }],
  ])("%s is refused with code 4, which new-api says with HTTP 400", async (_, body) => {
    for (const dialect of ["novicezk", "trueai", "new-api"] as const) {
      const { status, json } = await ask("/mj/submit/imagine", headersOf[dialect], body);
      expect([status, json.code]).toEqual([dialect === "new-api" ? 400 : 200, 4]);
    }
  });

  it.each(["--frob 3", "--ar 16x9", "--v 7 --niji 6", "--s 2000", "{red, green}"])(
    "a prompt with %s is taken and fails as at Midjourney",
    async (flags) => {
      const { json } = await ask("/mj/submit/imagine", headersOf.trueai, { prompt: `dunes ${flags}` });
      const failed = await settled(json.result, headersOf.trueai);
      expect(failed).toMatchObject({
        status: "FAILURE",
        failReason: expect.stringContaining("[Invalid parameter]"),
      });
    },
  );

  it("serves a picture only for its signed query, byte by byte", async () => {
    const { json } = await ask("/mj/submit/imagine", headersOf.novicezk, { prompt: "dunes --ar 1:1" });
    const { imageUrl } = await settled(json.result, headersOf.novicezk);
    const url = new URL(String(imageUrl));
    expect([...url.searchParams.keys()]).toEqual(["ex", "is", "hm"]);
    for (const search of ["", url.search.replace("hm=", "hm=0"), `${url.search}&width=100`])
      expect((await ask(`${url.pathname}${search}`, {})).status).toBe(403);
  });
});

/** A task when time has brought it to its end. */
async function settled(id: string, headers: Record<string, string>): Promise<Record<string, unknown>> {
  for (;;) {
    const { json } = await ask(`/mj/task/${id}/fetch`, headers);
    if (json.status === "SUCCESS" || json.status === "FAILURE") return json;
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
}
