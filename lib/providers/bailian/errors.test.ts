import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { startBailianSimulator } from "@/simulators/bailian/server";
import type { Simulator } from "@/simulators/kit/server";
import { testCall, testRequest } from "../testing-call.fixture";
import { bailianProvider } from "./client";
import { classOfCode, errorOfCode, sentenceOf } from "./errors";

const KEY = "sim-canary-4f9b7c21";

let simulator: Simulator;
beforeAll(async () => {
  simulator = await startBailianSimulator({ speed: 1_000 });
});
afterAll(() => simulator.close());
beforeEach(() => simulator.forget());

const refusal = (code: string, message: string, status: number) =>
  errorOfCode({ code, message, status, headers: new Headers(), apiKey: "sk-secret" });

describe("codes of Aliyun Bailian", () => {
  it.each([
    ["DataInspectionFailed", "content_policy"],
    ["IPInfringementSuspect", "content_policy"],
    ["InvalidParameter", "invalid_request"],
    ["InvalidParameter.DataInspection", "content_policy"],
    ["InvalidURL", "invalid_request"],
    ["BadRequest.EmptyInput", "invalid_request"],
    ["BadRequest.TooLarge", "invalid_request"],
    ["BadRequest.InputDownloadFailed", "invalid_request"],
    ["BadRequest.UnsupportedFileFormat", "invalid_request"],
    ["ModelNotFound", "invalid_request"],
    ["Arrearage", "quota_exhausted"],
    ["Throttling.AllocationQuota", "quota_exhausted"],
    ["AllocationQuota.FreeTierOnly", "quota_exhausted"],
    ["PrepaidBillOverdue", "quota_exhausted"],
    ["PostpaidBillOverdue", "quota_exhausted"],
    ["CommodityNotPurchased", "quota_exhausted"],
    ["Throttling", "rate_limited"],
    ["Throttling.RateQuota", "rate_limited"],
    ["Throttling.BurstRate", "rate_limited"],
    ["LimitRequests", "rate_limited"],
    ["InvalidApiKey", "auth"],
    ["AccessDenied", "auth"],
    ["AccessDenied.Unpurchased", "auth"],
    ["Model.AccessDenied", "auth"],
    ["Workspace.AccessDenied", "auth"],
    ["RequestTimeOut", "provider_error"],
    ["InternalError", "provider_error"],
    ["InternalError.Algo", "provider_error"],
    ["InternalError.Timeout", "provider_error"],
    ["SystemError", "provider_error"],
    ["RewriteFailed", "provider_error"],
    ["ModelUnavailable", "provider_error"],
    ["SomethingNew", undefined],
  ])("%s is %s", (code, errorClass) => {
    expect(classOfCode(code, "")).toBe(errorClass);
  });

  it("tells a picture that cannot be read from a picture that is refused for what it shows", () => {
    const code = "InvalidParameter.DataInspection";
    const unreadable = "Unable to download the media resource during the data inspection process.";
    expect(classOfCode(code, unreadable)).toBe("invalid_request");
    expect(classOfCode(code, "Input data may contain inappropriate content.")).toBe("content_policy");
  });

  it("takes a call in the wrong mode for our mistake and not for a wrong key", () => {
    const message = "current user api does not support synchronous calls";
    expect(classOfCode("AccessDenied", message)).toBe("invalid_request");
  });

  it("judges an unknown code by its status, and only a gateway's leaves the outcome open", () => {
    expect(refusal("SomethingNew", "", 400)).toMatchObject({
      errorClass: "invalid_request",
      certainlyNotAccepted: true,
    });
    expect(refusal("SomethingNew", "", 504)).toMatchObject({
      errorClass: "unknown_outcome",
      certainlyNotAccepted: false,
    });
    expect(refusal("SomethingNew", "", 200)).toMatchObject({
      errorClass: "provider_error",
      certainlyNotAccepted: true,
    });
  });

  it("quotes the vendor briefly, without keys, addresses and file contents", () => {
    const theirs = `Key zk-odd-key or sk-12**34 at https://oss.example/a?Signature=x is bad: data:image/png;base64,${"A".repeat(60)} ${"B".repeat(60)} ${"word ".repeat(80)}`;
    const sentence = sentenceOf("invalid_request", theirs, "zk-odd-key");
    expect(sentence).toMatch(
      /^Aliyun Bailian does not take this order\. It says: Key … or … at … is bad: … …/,
    );
    expect(sentence.length).toBeLessThanOrEqual(260);
    expect(sentence).not.toMatch(/zk-odd|sk-12|https|AAAA|BBBB/);
  });
});

/** An address at which nobody listens any more. */
async function emptyAddress(): Promise<string> {
  const gone = await startBailianSimulator();
  await gone.close();
  return gone.url;
}

describe("testing a connection", () => {
  const servers: Server[] = [];
  afterAll(() => Promise.all(servers.map((server) => new Promise((done) => server.close(done)))));

  async function other(status: number, body: string, headers: Record<string, string> = {}): Promise<string> {
    const server = createServer((_, outgoing) => void outgoing.writeHead(status, headers).end(body));
    servers.push(server);
    await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }
  const test = (base: string, key = KEY) => bailianProvider.test(testCall(base, key));

  it("a good key passes with one free question and no order", async () => {
    expect(await test(simulator.url)).toEqual({ ok: true });
    expect(simulator.requests).toHaveLength(1);
    expect(simulator.count("POST", /./)).toBe(0);
  });

  it("a key that is told that there is no such task is good", async () => {
    const base = await other(
      404,
      JSON.stringify({ code: "TaskNotFound", message: "task not found", request_id: "1" }),
    );
    expect(await test(base)).toEqual({ ok: true });
  });

  it.each([
    ["sk-wrong", "auth", /does not accept the key.*region/],
    ["sim-quota", "quota_exhausted", /no credit or quota left/],
    ["sim-503", "provider_error", /Aliyun Bailian failed/],
    ["sim-429_no_header", "rate_limited", /asks to wait/],
    ["密钥", "auth", /characters/],
  ] as const)("the key %s is told apart: %s", async (key, errorClass, message) => {
    const report = await test(simulator.url, key);
    expect(report).toMatchObject({ ok: false, errorClass });
    expect(report.ok ? "" : report.message).toMatch(message);
  });

  it("says what is wrong with an address", async () => {
    const elsewhere = "http://169.254.169.254/latest/";
    const cases: [string, string, RegExp][] = [
      [`${simulator.url}/v2`, "invalid_request", /Not found: is the base URL right\?/],
      [await emptyAddress(), "provider_error", /Cannot connect/],
      [await other(200, "<html>hello</html>"), "invalid_request", /not as Aliyun Bailian does/],
      [await other(200, '{"data":[]}'), "invalid_request", /not as Aliyun Bailian does/],
      [await other(302, "", { location: elsewhere }), "invalid_request", /redirect/],
      [await other(502, "<html>bad gateway</html>"), "unknown_outcome", /lost/],
    ];
    for (const [base, errorClass, message] of cases) {
      const report = await test(base);
      expect(report, base).toMatchObject({ ok: false, errorClass });
      expect(report.ok ? "" : report.message).toMatch(message);
    }
  });
});

describe("secrets", () => {
  const submit = (prompt: string, key = KEY) =>
    bailianProvider.submit(testRequest({ model: "qwen-image-2.0", prompt }), testCall(simulator.url, key));

  async function thrownBy(work: Promise<unknown>): Promise<Error> {
    const error = await work.then(
      () => undefined,
      (thrown: unknown) => thrown,
    );
    if (!(error instanceof Error)) throw new Error("nothing was thrown");
    return error;
  }

  it("no error carries the key", async () => {
    const told: string[] = [];
    const scenarios = [
      "auth_401",
      "quota",
      "policy",
      "malformed_json",
      "html_502",
      "reset_after_body",
      "503",
    ];
    for (const scenario of scenarios) {
      const error = await thrownBy(submit(`[[sim:${scenario}]] mist`));
      told.push(JSON.stringify(error), String(error), error.stack ?? "");
    }
    const unprintable = await thrownBy(submit("mist", `${KEY}密`));
    told.push(String(unprintable), unprintable.stack ?? "");
    told.push(JSON.stringify(await bailianProvider.test(testCall(simulator.url, `zz-${KEY}`))));
    expect(told.length).toBeGreaterThan(20);
    expect(told.join("\n")).not.toContain(KEY);
  });
});
