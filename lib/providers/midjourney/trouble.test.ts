import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { AppError } from "@/lib/platform/errors";
import type { ImageRequest, PollResult } from "@/lib/providers/image-provider";
import { ProviderError } from "@/lib/providers/provider-error";
import { type TestCall, testCall, testRequest } from "@/lib/providers/testing-call.fixture";
import { type Simulator, startSimulator } from "@/simulators/kit/server";
import { startMidjourneySimulator } from "@/simulators/midjourney/server";
import { midjourneyProvider } from "./client";

const dialects = ["novicezk", "trueai", "new-api"] as const;
type Dialect = (typeof dialects)[number];
const CANARY = "sim-canary-4f1c9a7be2";

const order = (changes: Partial<ImageRequest> = {}) =>
  testRequest({ model: "midjourney-v7", prompt: "dunes", count: 4, ...changes });

const running = new Map<Dialect, Simulator>();
beforeAll(async () => {
  for (const dialect of dialects)
    running.set(dialect, await startMidjourneySimulator({ speed: 1_000, advance: "asked", dialect }));
});
afterAll(() => Promise.all([...running.values()].map((simulator) => simulator.close())));

function at(dialect: Dialect): Simulator {
  const simulator = running.get(dialect);
  if (!simulator) throw new Error("no simulator");
  return simulator;
}

const callOf = (dialect: Dialect, key = "sim-ok", signal?: AbortSignal): TestCall =>
  testCall(at(dialect).url, key, { options: { dialect }, signal });

async function failureOf(work: Promise<unknown>): Promise<ProviderError> {
  const error = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof ProviderError)) throw new Error("expected a ProviderError");
  return error;
}

/** Everything that could be logged of an error. */
const told = (error: Error) => `${JSON.stringify(error)} ${String(error)} ${error.stack ?? ""}`;

async function submit(request: ImageRequest, call: TestCall): Promise<string> {
  const result = await midjourneyProvider.submit(request, call);
  if (result.kind !== "pending") throw new Error("expected a pending order");
  return result.externalId;
}

async function end(id: string, request: ImageRequest, call: TestCall): Promise<PollResult> {
  for (let i = 0; i < 12; i += 1) {
    const result = await midjourneyProvider.poll(id, request, call);
    if (result.state !== "running") return result;
  }
  throw new Error("still running");
}

/** A call of a port where a server was and is no more. */
async function nobody(): Promise<TestCall> {
  const gone = await startSimulator({ name: "gone", handle: () => ({ status: 200 }) });
  await gone.close();
  return testCall(gone.url, "sim-ok", { options: {} });
}

const [N, T, A] = dialects;
type Fate = [dialect: Dialect, errorClass: string, certain: boolean];
const everywhere = (errorClass: string, certain: boolean): Fate[] =>
  dialects.map((dialect) => [dialect, errorClass, certain]);

const fates: Record<string, Fate[]> = {
  auth_401: everywhere("auth", true),
  quota: everywhere("quota_exhausted", true),
  policy: everywhere("content_policy", true),
  code_24: everywhere("content_policy", true),
  code_23: everywhere("rate_limited", true),
  code_30: everywhere("rate_limited", true),
  code_3: everywhere("provider_error", true),
  code_4: everywhere("invalid_request", true),
  code_5: everywhere("unknown_outcome", false),
  code_9: everywhere("provider_error", true),
  record_lost: everywhere("unknown_outcome", false),
  "429_retry_after": everywhere("rate_limited", true),
  "429_no_header": everywhere("rate_limited", true),
  "500_then_ok": everywhere("provider_error", true),
  "503": everywhere("provider_error", true),
  html_502: everywhere("unknown_outcome", false),
  malformed_json: everywhere("unknown_outcome", false),
  reset_after_body: everywhere("unknown_outcome", false),
};
const cases = Object.entries(fates).flatMap(([name, list]) => list.map((fate) => [name, ...fate] as const));

describe("a submit that goes wrong", () => {
  it.each(cases)(
    "%s of %s is %s (certain: %s), is sent once and tells no key",
    async (name, dialect, errorClass, certain) => {
      at(dialect).forget();
      const prompt = `dunes [[sim:${name}]]`;
      const error = await failureOf(midjourneyProvider.submit(order({ prompt }), callOf(dialect, CANARY)));
      expect(error).toMatchObject({ errorClass, certainlyNotAccepted: certain });
      expect(at(dialect).count("POST", "/mj/submit/imagine")).toBe(1);
      expect(told(error)).not.toContain(CANARY);
    },
    10_000,
  );

  it.each(["code_21", "code_22"])("%s is an accepted order", async (name) => {
    for (const dialect of [N, A]) {
      const request = order({ prompt: `dunes [[sim:${name}]]` });
      const id = await submit(request, callOf(dialect));
      expect(await midjourneyProvider.poll(id, request, callOf(dialect))).toMatchObject({ state: "running" });
    }
  });

  it("waits as long as the vendor asks", async () => {
    const prompt = "dunes [[sim:429_retry_after=7]]";
    const error = await failureOf(midjourneyProvider.submit(order({ prompt }), callOf(T)));
    expect(error.retryAfterMs).toBe(7_000);
  });

  it("goes through at the second try of 500_then_ok", async () => {
    const prompt = "dunes again [[sim:500_then_ok]]";
    await failureOf(midjourneyProvider.submit(order({ prompt }), callOf(N)));
    expect(await submit(order({ prompt }), callOf(N))).toMatch(/^\d+$/);
  });

  it("has an unknown outcome when the answer never comes", async () => {
    const prompt = "dunes [[sim:hang]]";
    const call = callOf(A, "sim-ok", AbortSignal.timeout(300));
    expect(await failureOf(midjourneyProvider.submit(order({ prompt }), call))).toMatchObject({
      errorClass: "unknown_outcome",
      certainlyNotAccepted: false,
    });
  });

  it("certainly sent nothing where nobody listens or the operator's rules forbid the address", async () => {
    const closed = await nobody();
    expect(await failureOf(midjourneyProvider.submit(order(), closed))).toMatchObject({
      errorClass: "provider_error",
      certainlyNotAccepted: true,
    });
    const forbidden = {
      ...callOf(N),
      fetch: () => Promise.reject(new AppError(400, "address_refused", "This address is not allowed.")),
    };
    expect(await failureOf(midjourneyProvider.submit(order(), forbidden))).toMatchObject({
      errorClass: "invalid_request",
      certainlyNotAccepted: true,
    });
  });

  it("an action whose source cannot be looked up has certainly ordered nothing", async () => {
    const source = {
      bytes: Buffer.alloc(0),
      format: "png",
      widthPx: 1,
      heightPx: 1,
      vendorRef: "1732212345678001#1",
    } as const;
    const cut = { ...callOf(A), fetch: () => Promise.reject(new TypeError("fetch failed")) };
    const error = await failureOf(midjourneyProvider.submit(order({ operation: "variation", source }), cut));
    expect(error).toMatchObject({ errorClass: "provider_error", certainlyNotAccepted: true });
  });
});

describe("a task that goes wrong", () => {
  it.each([
    ["failed_banned", "content_policy"],
    ["failed_parameter", "invalid_request"],
    ["failed_timeout", "unknown_outcome"],
    ["failed_other", "provider_error"],
    ["empty_data", "provider_error"],
    ["fetch_null", "not_found_or_expired"],
    ["task_no_found", "not_found_or_expired"],
    ["url_expired_403", "not_found_or_expired"],
    ["url_redirect", "not_found_or_expired"],
    ["huge_image", "not_found_or_expired"],
  ])("%s ends as %s with every dialect and is not ordered again", async (name, errorClass) => {
    for (const dialect of dialects) {
      at(dialect).forget();
      const request = order({ prompt: `dunes [[sim:${name}]]` });
      const call = callOf(dialect, CANARY);
      const result = await end(await submit(request, call), request, call);
      expect(result).toMatchObject({ state: "failed", error: { errorClass, certainlyNotAccepted: false } });
      expect(result.state === "failed" && told(result.error)).not.toContain(CANARY);
      expect(at(dialect).count("POST", /submit/)).toBe(1);
      expect(call.kept).toHaveLength(0);
    }
  });

  it("a prompt flag that Midjourney does not know would fail the task, and none of ours does", async () => {
    const request = order({
      prompt: "dunes --frobnicate 3 --s 99 --weird 20 --tile --hd",
      negativePrompt: "a, b",
    });
    expect(await end(await submit(request, callOf(T)), request, callOf(T))).toMatchObject({ state: "done" });
  });

  it.each(["picture_503", "html_picture"])("%s is left to the next poll", async (name) => {
    const request = order({ prompt: `dunes [[sim:${name}]]` });
    const error = await failureOf(end(await submit(request, callOf(N)), request, callOf(N)));
    expect(error).toMatchObject({ errorClass: "provider_error" });
  });

  it("a poll that meets a proxy page throws, and the next one goes on", async () => {
    for (const dialect of dialects) {
      const request = order({ prompt: "dunes [[sim:poll_html_502]]" });
      const id = await submit(request, callOf(dialect));
      await failureOf(midjourneyProvider.poll(id, request, callOf(dialect)));
      expect(await end(id, request, callOf(dialect))).toMatchObject({ state: "done" });
    }
  });

  it("stuck_85 goes on running: the job's own deadline ends it", async () => {
    const request = order({ prompt: "dunes [[sim:stuck_85]]" });
    const id = await submit(request, callOf(T));
    const last: PollResult[] = [];
    for (let i = 0; i < 10; i += 1) last.push(await midjourneyProvider.poll(id, request, callOf(T)));
    expect(last.at(-1)).toMatchObject({ state: "running", progress: 0.85 });
  });

  it("empty_progress and a blank status are no progress and no failure", async () => {
    for (const name of ["empty_progress", "blank_status"]) {
      const request = order({ prompt: `dunes [[sim:${name}]]` });
      const id = await submit(request, callOf(A));
      const first = await midjourneyProvider.poll(id, request, callOf(A));
      expect(first).toEqual({ state: "running", progress: undefined, pollAfterMs: expect.any(Number) });
      expect(await end(id, request, callOf(A))).toMatchObject({ state: "done" });
    }
  });

  it("wrong_content_type_image is a picture all the same", async () => {
    const request = order({ prompt: "dunes [[sim:wrong_content_type_image]]" });
    const call = callOf(N);
    await end(await submit(request, call), request, call);
    expect(call.kept).toHaveLength(4);
  });
});

describe("hooks", () => {
  it("tell the same change once and the truth is asked for: repeated, late and forged calls are only hints", async () => {
    const bodies: Buffer[] = [];
    const receiver = await startSimulator({
      name: "hook",
      handle: ({ body }) => {
        bodies.push(body);
        return { status: 200 };
      },
    });
    const request = order({ prompt: "dunes [[sim:hook_noise]]" });
    const call = { ...callOf(N), webhookUrl: `${receiver.url}/hook/secret` };
    const id = await submit(request, call);
    await end(id, request, call);
    await vi.waitFor(() => expect(bodies).toHaveLength(18));
    const read = (rawBody: Uint8Array, secret = "secret") =>
      midjourneyProvider.verifyWebhook?.({ headers: new Headers(), rawBody, secret }, new Date()) ?? null;
    const notices = bodies.map((body) => read(body));
    expect(new Set(notices.map((notice) => notice?.externalId))).toEqual(new Set([id]));
    expect(new Set(notices.map((notice) => notice?.noticeId))).toEqual(
      new Set([
        `${id}:SUBMITTED:0%`,
        `${id}:IN_PROGRESS:0%`,
        `${id}:IN_PROGRESS:16%`,
        `${id}:IN_PROGRESS:46%`,
        `${id}:IN_PROGRESS:85%`,
        `${id}:SUCCESS:100%`,
      ]),
    );
    const forged = Buffer.from(
      JSON.stringify({
        id: "1732212345678999",
        status: "SUCCESS",
        progress: "100%",
        imageUrl: "https://evil.example/a.png",
      }),
    );
    expect(read(forged)).toEqual({
      noticeId: "1732212345678999:SUCCESS:100%",
      externalId: "1732212345678999",
    });
    expect(await midjourneyProvider.poll("1732212345678999", request, call)).toMatchObject({
      state: "failed",
    });
    for (const garbage of ["", "null", "[]", "{}", '{"id":""}', '{"id":"../x"}', "<html>"])
      expect(read(Buffer.from(garbage))).toBeNull();
    expect(read(forged, "")).toBeNull();
    await receiver.close();
  });
});

describe("test", () => {
  it.each(dialects)("%s: a good key passes, a wrong one is named, nothing is ordered", async (dialect) => {
    at(dialect).forget();
    expect(await midjourneyProvider.test(callOf(dialect))).toEqual({ ok: true, detail: dialect });
    const wrong = await midjourneyProvider.test(callOf(dialect, "wrong-canary-77"));
    expect(wrong).toMatchObject({
      ok: false,
      errorClass: "auth",
      message: expect.stringContaining("secret"),
    });
    expect(JSON.stringify(wrong)).not.toContain("canary");
    expect(at(dialect).count("POST", /submit/)).toBe(0);
  });

  it.each([
    ["a wrong path", { status: 404, body: "<html>" }, "invalid_request", "base URL"],
    [
      "another kind of server",
      { status: 200, body: "<html>welcome</html>" },
      "invalid_request",
      "not like a Midjourney",
    ],
    ["other JSON", { status: 200, body: { ok: true } }, "invalid_request", "not like a Midjourney"],
    [
      "a redirect",
      { status: 302, headers: { location: "https://login.example/" } },
      "invalid_request",
      "redirect",
    ],
    ["a server that is down", { status: 503, body: "" }, "provider_error", "503"],
    ["too many requests", { status: 429, body: "" }, "rate_limited", "wait"],
  ])("says what is wrong with %s", async (_, answer, errorClass, words) => {
    const other = await startSimulator({ name: "other", handle: () => answer });
    const report = await midjourneyProvider.test(testCall(other.url, CANARY, { options: {} }));
    expect(report).toMatchObject({ ok: false, errorClass, message: expect.stringContaining(words) });
    await other.close();
  });

  it("says that nobody listens", async () => {
    const report = await midjourneyProvider.test(await nobody());
    expect(report).toMatchObject({
      ok: false,
      errorClass: "provider_error",
      message: expect.stringContaining("reached"),
    });
  });

  it("quotes a proxy's sentence without the key, addresses or bytes", async () => {
    const description = `key ${CANARY} at https://inner.example/x?k=1 with Bearer abc.def ${"QUJD".repeat(60)}`;
    const other = await startSimulator({
      name: "chatty",
      handle: () => ({ status: 400, body: { code: 4, description } }),
    });
    const error = await failureOf(
      midjourneyProvider.submit(order(), testCall(other.url, CANARY, { options: {} })),
    );
    expect(error.detail).toBe("The proxy does not take this order: key … at … with … …");
    await other.close();
  });
});
