import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ImageRequest, InputPicture, PollResult, ProviderOutput } from "@/lib/providers/image-provider";
import { ProviderError } from "@/lib/providers/provider-error";
import { type TestCall, testCall, testPicture, testRequest } from "@/lib/providers/testing-call.fixture";
import { draw } from "@/simulators/kit/pictures";
import type { Simulator } from "@/simulators/kit/server";
import { startMidjourneySimulator } from "@/simulators/midjourney/server";
import { midjourneyProvider } from "./client";

const dialects = ["novicezk", "trueai", "new-api"] as const;
type Dialect = (typeof dialects)[number];

const keys = { novicezk: "sim-mj", trueai: "sim-trueai", "new-api": "sim-newapi" };
const optionsOf = (dialect: Dialect) => ({ dialect });
const PROMPT = "a bamboo grove in the mist";

const order = (changes: Partial<ImageRequest> = {}) =>
  testRequest({ model: "midjourney-v7", prompt: PROMPT, count: 4, ...changes });

let simulator: Simulator;
beforeAll(async () => {
  simulator = await startMidjourneySimulator({ speed: 1_000, advance: "asked" });
});
afterAll(() => simulator.close());

const callOf = (dialect: Dialect, more: Record<string, string> = {}): TestCall =>
  testCall(simulator.url, keys[dialect], { options: { ...optionsOf(dialect), ...more } });

async function submit(request: ImageRequest, call: TestCall): Promise<string> {
  const result = await midjourneyProvider.submit(request, call);
  if (result.kind !== "pending") throw new Error("expected a pending order");
  return result.externalId;
}

type Running = Extract<PollResult, { state: "running" }>;

async function finish(id: string, request: ImageRequest, call: TestCall) {
  const running: Running[] = [];
  for (;;) {
    const result = await midjourneyProvider.poll(id, request, call);
    if (result.state === "failed") throw result.error;
    if (result.state === "done") return { running, outputs: result.outputs };
    running.push(result);
  }
}

async function make(request: ImageRequest, call: TestCall) {
  const id = await submit(request, call);
  return { id, ...(await finish(id, request, call)) };
}

const failureOf = async (work: Promise<unknown>): Promise<ProviderError> => {
  const error = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof ProviderError)) throw new Error("expected a ProviderError");
  return error;
};

const taskOf = async (id: string): Promise<Record<string, unknown>> => {
  const answer = await fetch(`${simulator.url}/mj/task/list-by-condition`, {
    method: "POST",
    headers: { "mj-api-secret": "sim-trueai", "content-type": "application/json" },
    body: JSON.stringify({ ids: [id] }),
  });
  const [task] = (await answer.json()) as Record<string, unknown>[];
  return task ?? {};
};

const submits = () =>
  simulator.requests.filter(({ method, path }) => method === "POST" && /submit/.test(path));

/** Average difference of two pictures, 0 to 255. */
async function difference(a: Buffer, b: Buffer): Promise<number> {
  const raw = (bytes: Buffer) => sharp(bytes).removeAlpha().resize(64, 64).raw().toBuffer();
  const [left, right] = [await raw(a), await raw(b)];
  return left.reduce((sum, value, i) => sum + Math.abs(value - (right[i] ?? 0)), 0) / left.length;
}

const asSource = async (output: ProviderOutput | undefined): Promise<InputPicture> => ({
  ...(await testPicture(64, 64)),
  vendorRef: output?.vendorRef ?? null,
});

describe.each(dialects)("generate with the dialect %s", (dialect) => {
  it("makes four pictures of one order, each under its own reference, and shows the way there", async () => {
    simulator.forget();
    const call = callOf(dialect);
    const { id, running, outputs } = await make(order({ seed: 100 }), call);
    expect(submits().map(({ path }) => path)).toEqual(["/mj/submit/imagine"]);
    expect(outputs.map(({ vendorRef, seed }) => [vendorRef, seed])).toEqual(
      [1, 2, 3, 4].map((i) => [`${id}#${i}`, 100]),
    );
    expect(call.kept).toHaveLength(4);
    for (const [i, picture] of call.kept.entries()) {
      expect(await sharp(picture).metadata()).toMatchObject({ width: 1024, height: 1024, format: "png" });
      const drawn = await draw({ prompt: PROMPT, widthPx: 1024, heightPx: 1024, seed: 100 + i });
      expect(await difference(picture, drawn)).toBeLessThan(1);
    }
    expect(running.map(({ progress }) => progress)).toEqual([undefined, 0, 0, 0.16, 0.46, 0.85]);
    expect(running.map(({ previewUrl }) => previewUrl !== undefined)).toEqual([
      false,
      false,
      false,
      true,
      true,
      true,
    ]);
    const preview = await fetch(running.at(-1)?.previewUrl ?? "");
    expect([preview.status, preview.headers.get("content-type")]).toEqual([200, "image/webp"]);
  });

  it("sends the key in the dialect's own header and to the picture server not at all", async () => {
    simulator.forget();
    await make(order(), callOf(dialect));
    const seen = (path: RegExp) =>
      new Set(
        simulator.requests.filter((asked) => path.test(asked.path)).map((asked) => asked.authorization),
      );
    expect(seen(/submit|fetch/)).toEqual(
      new Set([dialect === "new-api" ? "Bearer sim-newapi" : keys[dialect]]),
    );
    expect(seen(/attachments|\/mj\/image/)).toEqual(new Set([""]));
  });

  it("sends words, flags, our name of the attempt and references", async () => {
    const references = [await testPicture(80, 60), await testPicture(60, 80)];
    const request = order({ ratio: "16:9", negativePrompt: "people", references });
    const call = callOf(dialect);
    const sent: unknown[] = [];
    const id = await submit(request, {
      ...call,
      fetch: (input, init) => {
        sent.push(JSON.parse(String(init?.body)));
        return call.fetch(input, init);
      },
    });
    const prompt = `${PROMPT} --ar 16:9 --no people --seed 7 --v 7`;
    const base64Array = references.map(({ bytes }) => `data:image/png;base64,${bytes.toString("base64")}`);
    expect(sent).toEqual([{ prompt, base64Array, state: request.requestKey }]);
    expect(await taskOf(id)).toMatchObject({ prompt, state: request.requestKey });
  });

  it("keeps the ratio in every quarter", async () => {
    const call = callOf(dialect);
    await make(order({ ratio: "21:9", prompt: "dunes" }), call);
    expect(await sharp(call.kept[3]).metadata()).toMatchObject({ width: 1568, height: 672 });
  });
});

describe.each(dialects)("actions with the dialect %s", (dialect) => {
  it.each(["variation", "upscale"] as const)(
    "%s presses the button of the chosen picture",
    async (operation) => {
      const first = callOf(dialect);
      const { id, outputs } = await make(order({ seed: 200 }), first);
      simulator.forget();
      const call = callOf(dialect);
      const count = operation === "upscale" ? 1 : 4;
      const request = order({ operation, prompt: "", count, source: await asSource(outputs[2]) });
      const made = await make(request, call);
      expect(submits().map(({ path }) => path)).toEqual([
        dialect === "novicezk" ? "/mj/submit/change" : "/mj/submit/action",
      ]);
      expect(await taskOf(made.id)).toMatchObject({
        description: `/up ${id} ${operation === "upscale" ? "U3" : "V3"}`,
        state: request.requestKey,
      });
      const source = first.kept[2] ?? Buffer.alloc(0);
      if (operation === "variation") {
        expect(made.outputs.map(({ vendorRef }) => vendorRef)).toEqual(
          [1, 2, 3, 4].map((i) => `${made.id}#${i}`),
        );
        const [varied = Buffer.alloc(0)] = call.kept;
        expect(await difference(varied, source)).toBeLessThan(
          await difference(varied, first.kept[0] ?? source),
        );
        return;
      }
      expect(made.outputs).toEqual([{ url: expect.stringContaining(made.id) }]);
      const [output] = made.outputs;
      const answer = await fetch(output && "url" in output ? output.url : "");
      const large = Buffer.from(await answer.arrayBuffer());
      expect(await sharp(large).metadata()).toMatchObject({ width: 2048, height: 2048 });
      expect(await difference(large, source)).toBeLessThan(2);
    },
  );
});

describe("speeds", () => {
  it.each([
    ["trueai", "turbo", "/mj-turbo/mj/submit/imagine"],
    ["new-api", "relax", "/mj-relax/mj/submit/imagine"],
    ["novicezk", "fast", "/mj/submit/imagine"],
  ] as const)("%s in the mode %s is asked at %s", async (dialect, mode, path) => {
    simulator.forget();
    await submit(order(), callOf(dialect, { mode }));
    expect(submits().map((asked) => asked.path)).toEqual([path]);
  });

  it.each([
    ["mode", "warp"],
    ["dialect", "other"],
  ])("an option that nobody knows is refused before anything is sent: %s %s", async (name, value) => {
    simulator.forget();
    const call = testCall(simulator.url, "sim-trueai", { options: { dialect: "trueai", [name]: value } });
    const error = await failureOf(midjourneyProvider.submit(order(), call));
    expect(error).toMatchObject({ errorClass: "invalid_request", certainlyNotAccepted: true });
    expect(simulator.requests).toHaveLength(0);
  });

  it("takes a base URL that ends in /mj or a slash", async () => {
    for (const end of ["/mj", "/mj/"])
      await submit(order(), testCall(`${simulator.url}${end}`, "sim-mj", { options: {} }));
  });
});

describe("remix windows", () => {
  const windowed = (dialect: Dialect) => make(order({ prompt: `${PROMPT} [[sim:modal]]` }), callOf(dialect));

  it.each(["trueai", "new-api"] as const)(
    "%s: a window is confirmed once, as part of the order",
    async (dialect) => {
      const { outputs } = await windowed(dialect);
      simulator.forget();
      const call = callOf(dialect);
      const source = await asSource(outputs[0]);
      const made = await make(order({ operation: "variation", prompt: "", source }), call);
      expect(submits().map(({ path }) => path)).toEqual(["/mj/submit/action", "/mj/submit/modal"]);
      expect(made.outputs).toHaveLength(4);
    },
  );

  it.each([
    ["sim-window_reset", "lost"],
    ["sim-window_refused", "refused"],
  ])("with %s a confirmation that is %s is not sent again", async (key, fate) => {
    const fixed = await startMidjourneySimulator({ speed: 1_000, advance: "asked", dialect: "trueai" });
    const call = (apiKey: string) => testCall(fixed.url, apiKey, { options: { dialect: "trueai" } });
    const { outputs } = await make(order(), call("sim-ok"));
    const request = order({ operation: "variation", prompt: "", source: await asSource(outputs[1]) });
    if (fate === "lost") {
      // The task's id is known from the first answer, so polling finds the pictures.
      const id = await submit(request, call(key));
      const stages: PollResult[] = [];
      for (let i = 0; i < 5; i += 1) stages.push(await midjourneyProvider.poll(id, request, call("sim-ok")));
      expect(stages.at(-1)).toMatchObject({ state: "running", progress: 0.46 });
    } else {
      const error = await failureOf(midjourneyProvider.submit(request, call(key)));
      expect(error).toMatchObject({ errorClass: "provider_error", certainlyNotAccepted: true });
    }
    expect(fixed.count("POST", "/mj/submit/modal")).toBe(1);
    await fixed.close();
  });
});

describe("actions on own pictures", () => {
  it("new-api without buttons is asked by number, trueai not at all", async () => {
    const prompt = `${PROMPT} [[sim:no_buttons]]`;
    const press = async (dialect: Dialect) => {
      const { outputs } = await make(order({ prompt }), callOf(dialect));
      simulator.forget();
      const request = order({
        operation: "upscale",
        count: 1,
        prompt: "",
        source: await asSource(outputs[0]),
      });
      return midjourneyProvider.submit(request, callOf(dialect));
    };
    await press("new-api");
    expect(submits().map(({ path }) => path)).toEqual(["/mj/submit/change"]);
    const error = await failureOf(press("trueai"));
    expect(error).toMatchObject({ errorClass: "invalid_request", certainlyNotAccepted: true });
    expect(submits()).toHaveLength(0);
  });

  it("novicezk answers a button that was pressed before with the same task", async () => {
    const call = callOf("novicezk");
    const { outputs } = await make(order(), call);
    const request = order({ operation: "upscale", count: 1, prompt: "", source: await asSource(outputs[3]) });
    expect(await submit(request, call)).toBe(await submit(request, call));
  });

  it.each([null, "1732212345678001", "1732212345678001#5", "../x#1"])(
    "refuses a picture that is none of its own before anything is sent: %s",
    async (vendorRef) => {
      simulator.forget();
      const source = { ...(await testPicture(64, 64)), vendorRef };
      const request = order({ operation: "variation", source });
      const error = await failureOf(midjourneyProvider.submit(request, callOf("trueai")));
      expect(error).toMatchObject({ errorClass: "invalid_request", certainlyNotAccepted: true });
      expect(simulator.requests).toHaveLength(0);
    },
  );

  it.each(dialects)(
    "%s: a task that is gone or not finished is refused without an order",
    async (dialect) => {
      const running = await submit(order(), callOf(dialect));
      simulator.forget();
      for (const id of ["1732212345678001", running]) {
        const source = { ...(await testPicture(64, 64)), vendorRef: `${id}#1` };
        const request = order({ operation: "variation", source });
        const error = await failureOf(midjourneyProvider.submit(request, callOf(dialect)));
        expect(error).toMatchObject({ errorClass: "invalid_request", certainlyNotAccepted: true });
      }
      expect(submits()).toHaveLength(0);
    },
  );
});

describe("trueai", () => {
  it("delivers pictures that the proxy has cut already at their own addresses", async () => {
    const call = callOf("trueai");
    const { id, outputs } = await make(order({ prompt: `${PROMPT} [[sim:single_images]]` }), call);
    expect(call.kept).toHaveLength(0);
    expect(outputs.map(({ vendorRef }) => vendorRef)).toEqual([1, 2, 3, 4].map((i) => `${id}#${i}`));
    for (const output of outputs) {
      const answer = await fetch("url" in output ? output.url : "");
      expect(answer.status).toBe(200);
    }
  });

  it("is told to stop a cancelled order; the other dialects cannot and are not asked", async () => {
    for (const dialect of dialects) {
      const call = callOf(dialect);
      const id = await submit(order(), call);
      simulator.forget();
      await midjourneyProvider.cancel?.(id, call);
      expect(simulator.count("POST", `/mj/task/${id}/cancel`)).toBe(dialect === "trueai" ? 1 : 0);
      const after = await midjourneyProvider.poll(id, order(), call);
      if (dialect === "trueai")
        expect(after).toMatchObject({ state: "failed", error: { errorClass: "not_found_or_expired" } });
      else expect(after).toMatchObject({ state: "running" });
    }
  });
});

describe("capabilities", () => {
  it("knows two models and says nothing of others", () => {
    const ids = midjourneyProvider.models().map(({ id }) => id);
    expect(ids).toEqual(["midjourney-v7", "niji-6"]);
    for (const id of ids)
      expect(midjourneyProvider.capabilities(id, {})).toMatchObject({ id, minCount: 4, maxPerCall: 4 });
    expect(midjourneyProvider.capabilities("midjourney-v1", {})).toBeNull();
  });

  it("refuses models and operations that it does not have before anything is sent", async () => {
    simulator.forget();
    for (const changes of [{ model: "v9" }, { operation: "inpaint" as const }, { prompt: "--turbo" }]) {
      const error = await failureOf(midjourneyProvider.submit(order(changes), callOf("novicezk")));
      expect(error).toMatchObject({ errorClass: "invalid_request", certainlyNotAccepted: true });
    }
    expect(simulator.requests).toHaveLength(0);
  });
});
