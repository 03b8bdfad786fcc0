import { afterEach, expect, test, vi } from "vitest";
import { z } from "zod";
import { callApi, fetchFile, uploadApi } from "./api-client";
import { ApiError } from "./api-error";

const answer = vi.fn<typeof fetch>();
vi.stubGlobal("fetch", answer);
afterEach(() => answer.mockReset());

const output = z.object({ id: z.string() });
const failure = async (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => undefined,
    (error) => error,
  );

test("a success is the parsed resource, and the query leaves out what is empty", async () => {
  answer.mockResolvedValue(Response.json({ id: "img_1", extra: true }));
  const value = await callApi({
    path: "/api/v1/images",
    query: { q: "a b", cursor: null, ratio: ["1:1", "4:3"] },
    output,
  });
  expect(value).toEqual({ id: "img_1" });
  expect(answer.mock.calls[0]?.[0]).toBe("/api/v1/images?q=a+b&ratio=1%3A1&ratio=4%3A3");
  expect(answer.mock.calls[0]?.[1]?.method).toBe("GET");
});

test("a body makes a JSON POST with the caller's headers", async () => {
  answer.mockResolvedValue(Response.json({ id: "gen_1" }, { status: 201 }));
  await callApi({
    path: "/api/v1/generations",
    body: { prompt: "x" },
    headers: { "idempotency-key": "k" },
    output,
  });
  const init = answer.mock.calls[0]?.[1];
  expect(init?.method).toBe("POST");
  expect(init?.body).toBe('{"prompt":"x"}');
  expect(init?.headers).toMatchObject({ "content-type": "application/json", "idempotency-key": "k" });
});

test("an empty answer is undefined", async () => {
  answer.mockResolvedValue(new Response(null, { status: 204 }));
  expect(
    await callApi({ method: "DELETE", path: "/api/v1/images/img_1", output: z.undefined() }),
  ).toBeUndefined();
});

test("a file comes with its bytes and the name that the server gives it", async () => {
  const headers = { "content-disposition": `attachment; filename="_.png"; filename*=UTF-8''%E6%B9%96.png` };
  answer.mockResolvedValue(new Response(new Uint8Array([1, 2, 3]), { headers }));
  const { file, name } = await fetchFile({ path: "/api/v1/images/img_1/unlabelled-copy", body: {} });
  expect([name, [...new Uint8Array(await file.arrayBuffer())]]).toEqual(["湖.png", [1, 2, 3]]);
  expect(answer.mock.calls[0]?.[1]?.method).toBe("POST");
  answer.mockResolvedValue(new Response("x"));
  expect((await fetchFile({ path: "/api/v1/x" })).name).toBeNull();
});

test("a refused file has the code of its problem, and one that is cut off counts as not reached", async () => {
  const problem = { code: "no_visible_label", detail: "", requestId: "req_4" };
  answer.mockResolvedValue(
    Response.json(problem, { status: 409, headers: { "content-type": "application/problem+json" } }),
  );
  expect(await failure(fetchFile({ path: "/api/v1/x" }))).toMatchObject({
    status: 409,
    ...problem,
    detail: "",
  });
  const cut = new ReadableStream({ start: (one) => one.error(new TypeError("cut")) });
  answer.mockResolvedValue(new Response(cut));
  expect(await failure(fetchFile({ path: "/api/v1/x" }))).toMatchObject({ code: "network" });
});

test("a problem document becomes an ApiError with everything it tells", async () => {
  answer.mockResolvedValue(
    new Response(
      JSON.stringify({
        code: "rate_limited",
        detail: "Wait.",
        requestId: "req_1",
        fields: { prompt: "is long" },
      }),
      {
        status: 429,
        headers: { "content-type": "application/problem+json", "retry-after": "7" },
      },
    ),
  );
  const error = await failure(callApi({ path: "/api/v1/me", output }));
  expect(error).toBeInstanceOf(ApiError);
  expect(error).toMatchObject({
    status: 429,
    code: "rate_limited",
    detail: "Wait.",
    requestId: "req_1",
    retryAfterMs: 7000,
    fields: { prompt: "is long" },
  });
});

test.each([
  [
    "an HTML page from a proxy",
    new Response("<h1>Bad gateway</h1>", { status: 502, headers: { "x-request-id": "req_2" } }),
  ],
  ["a success of the wrong shape", Response.json({ id: 5 }, { headers: { "x-request-id": "req_2" } })],
  ["a success that is not JSON", new Response("hello", { headers: { "x-request-id": "req_2" } })],
])("%s is a bad answer with its request id", async (_what, response) => {
  answer.mockResolvedValue(response);
  const error = await failure(callApi({ path: "/api/v1/me", output }));
  expect(error).toMatchObject({ code: "bad_answer", status: response.status, requestId: "req_2" });
});

test("a lost connection is a network error without a status", async () => {
  answer.mockRejectedValue(new TypeError("Failed to fetch"));
  expect(await failure(callApi({ path: "/api/v1/me", output }))).toMatchObject({
    code: "network",
    status: 0,
  });
});

const untilAborted: typeof fetch = (_input, init) =>
  new Promise((_resolve, reject) =>
    init?.signal?.addEventListener("abort", () => reject(init.signal?.reason)),
  );

test("a server that does not answer is a time-out", async () => {
  answer.mockImplementation(untilAborted);
  expect(await failure(callApi({ path: "/api/v1/me", output, timeoutMs: 5 }))).toMatchObject({
    code: "timeout",
    status: 0,
  });
});

test("an abort by the caller keeps its own reason", async () => {
  answer.mockImplementation(untilAborted);
  const controller = new AbortController();
  const pending = failure(callApi({ path: "/api/v1/me", output, signal: controller.signal }));
  controller.abort("left the page");
  expect(await pending).toBe("left the page");
});

/** A browser's request as far as an upload uses it; `answers` plays the server. */
class FakeRequest {
  static last: FakeRequest;
  static answers: (request: FakeRequest) => void = () => {};
  headers: Record<string, string> = {};
  answered: Record<string, string> = {};
  upload: { onprogress?: (event: { loaded: number; total: number }) => void } = {};
  method = "";
  url = "";
  status = 0;
  timeout = 0;
  responseText = "";
  sent: unknown;
  onload?: () => void;
  onerror?: () => void;
  ontimeout?: () => void;
  onabort?: () => void;
  onloadend?: () => void;
  open(method: string, url: string) {
    Object.assign(this, { method, url });
    FakeRequest.last = this;
  }
  setRequestHeader(name: string, value: string) {
    this.headers[name] = value;
  }
  getResponseHeader = (name: string) => this.answered[name] ?? null;
  send(body: unknown) {
    this.sent = body;
    FakeRequest.answers(this);
  }
  abort() {
    this.onabort?.();
    this.onloadend?.();
  }
  respond(status: number, body: unknown, headers: Record<string, string> = {}) {
    Object.assign(this, { status, responseText: JSON.stringify(body), answered: headers });
    this.onload?.();
    this.onloadend?.();
  }
}
vi.stubGlobal("XMLHttpRequest", FakeRequest);
const png = new Blob(["bytes"], { type: "image/png" });

test("an upload posts the file as it is, tells its progress and gives the parsed resource", async () => {
  const parts: number[] = [];
  FakeRequest.answers = (request) => {
    request.upload.onprogress?.({ loaded: 1, total: 4 });
    request.respond(201, { id: "msk_1", extra: true });
  };
  const headers = { "x-reason": "a%20better%20one" };
  const upload = { path: "/api/v1/masks", query: { imageId: "img_1" }, headers, body: png, output } as const;
  expect(await uploadApi({ ...upload, onProgress: (part) => parts.push(part) })).toEqual({ id: "msk_1" });
  expect(parts).toEqual([0.25]);
  expect(FakeRequest.last).toMatchObject({ method: "POST", url: "/api/v1/masks?imageId=img_1", sent: png });
  expect(FakeRequest.last.headers).toMatchObject({ "content-type": "image/png", ...headers });
});

test("a refused upload has the code and the request id of its problem", async () => {
  FakeRequest.answers = (request) =>
    request.respond(
      413,
      { code: "payload_too_large", detail: "Too large.", requestId: "req_3" },
      { "content-type": "application/problem+json" },
    );
  const error = await failure(uploadApi({ path: "/api/v1/images/uploads", body: png, output }));
  expect(error).toMatchObject({ status: 413, code: "payload_too_large", requestId: "req_3" });
});

test.each([
  ["a lost connection", (request: FakeRequest) => request.onerror?.(), "network"],
  ["no answer in time", (request: FakeRequest) => request.ontimeout?.(), "timeout"],
  ["an answer of the wrong shape", (request: FakeRequest) => request.respond(200, { id: 5 }), "bad_answer"],
])("an upload with %s fails as a call does", async (_what, answers, code) => {
  FakeRequest.answers = answers;
  expect(await failure(uploadApi({ path: "/api/v1/masks", body: png, output }))).toMatchObject({ code });
});

test("an upload that the caller ends keeps the caller's reason, before and while it is sent", async () => {
  FakeRequest.answers = () => {};
  const controller = new AbortController();
  const upload = { path: "/api/v1/masks", body: png, output, signal: controller.signal } as const;
  const pending = failure(uploadApi(upload));
  controller.abort("left the page");
  expect(await pending).toBe("left the page");
  expect(await failure(uploadApi(upload))).toBe("left the page");
});
