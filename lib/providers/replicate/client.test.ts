import { describe, expect, it } from "vitest";
import { startReplicateSimulator } from "@/simulators/replicate/server";
import { testCall } from "../testing-call.fixture";
import { KEY, order, refusal, testBench } from "./bench.fixture";
import { replicateProvider } from "./client";

const bench = testBench();

describe("cancel", () => {
  it("ends a running order for good", async () => {
    const request = order("ok_slow=60000000");
    const externalId = await bench.submit(request);
    await replicateProvider.cancel?.(externalId, bench.call());
    expect(await bench.finish(externalId, request)).toMatchObject({
      state: "failed",
      error: { errorClass: "not_found_or_expired" },
    });
  });

  it("does nothing to an order that is over or unknown", async () => {
    const request = order("ok");
    const externalId = await bench.submit(request);
    await bench.finish(externalId, request);
    await replicateProvider.cancel?.(externalId, bench.call());
    expect((await bench.finish(externalId, request)).state).toBe("done");
    await expect(replicateProvider.cancel?.("nosuchprediction", bench.call())).resolves.toBeUndefined();
  });

  it("says when it could not be asked", async () => {
    const error = await refusal(
      replicateProvider.cancel?.("abc", bench.call("r8_wrong")) ?? Promise.resolve(),
    );
    expect(error.errorClass).toBe("auth");
  });
});

describe("test", () => {
  const at = (baseUrl: string, key = KEY) => replicateProvider.test(testCall(baseUrl, key));

  it("names the account of a good key and costs nothing", async () => {
    expect(await at(`${bench.simulator.url}/v1`)).toEqual({
      ok: true,
      detail: "Signed in to Replicate as simulated.",
    });
    expect(bench.simulator.requests.map(({ method, path }) => `${method} ${path}`)).toEqual([
      "GET /v1/account",
    ]);
  });

  it.each(["r8_wrong", "sim-auth_401", ""])("says that the key %j is wrong", async (key) => {
    expect(await at(`${bench.simulator.url}/v1`, key)).toMatchObject({ ok: false, errorClass: "auth" });
  });

  it("asks whether the base URL is right when nothing is there", async () => {
    const report = await at(bench.simulator.url);
    expect(report).toMatchObject({ ok: false, errorClass: "invalid_request" });
    expect(report).toHaveProperty("message", expect.stringContaining("base URL"));
  });

  it.each(["malformed_json", "html_502", "503"])(
    "reports a server in the state %s and does not throw",
    async (state) => {
      const bodies: Record<string, [number, string]> = {
        malformed_json: [200, '{"type":'],
        html_502: [502, "<html>"],
        "503": [503, "{}"],
      };
      const [status = 200, body = ""] = bodies[state] ?? [];
      const fake: typeof fetch = async () => new Response(body, { status });
      expect(await replicateProvider.test({ ...bench.call(), fetch: fake })).toMatchObject({ ok: false });
    },
  );

  it("notices that somebody else answers", async () => {
    const fake: typeof fetch = async () => Response.json({ object: "list", data: [] });
    const report = await replicateProvider.test({ ...bench.call(), fetch: fake });
    expect(report).toMatchObject({ ok: false, errorClass: "invalid_request" });
    expect(report).toHaveProperty("message", expect.stringContaining("not as Replicate does"));
  });

  it("says that nobody can be reached", async () => {
    const nobody = await startReplicateSimulator();
    await nobody.close();
    const report = await at(`${nobody.url}/v1`);
    expect(report).toMatchObject({ ok: false, errorClass: "provider_error" });
    expect(report).toHaveProperty("message", expect.stringContaining("could not be reached"));
  });

  it("says that an address is none", async () => {
    expect(await at("not an address")).toMatchObject({ ok: false, errorClass: "invalid_request" });
  });
});

describe("outputHeaders", () => {
  const connection = {
    id: "cfg_1",
    baseUrl: "https://gateway.example/replicate/v1",
    apiKey: KEY,
    options: {},
  };

  it.each([
    "https://replicate.delivery/x/out-0.png",
    "https://pbxt.replicate.delivery/x/out-0.png",
    "https://api.replicate.com/v1/files/1",
    "https://gateway.example/out-0.png",
  ])("gives the key to %s", (url) => {
    expect(replicateProvider.outputHeaders?.(new URL(url), connection)).toEqual({
      authorization: `Bearer ${KEY}`,
    });
  });

  it.each([
    "http://replicate.delivery/x/out-0.png",
    "https://replicate.delivery:8443/x",
    "https://notreplicate.delivery/x",
    "https://replicate.delivery.example/x",
    "https://replicate.com/x",
    "http://gateway.example/out-0.png",
    "https://sub.gateway.example/out-0.png",
    "https://storage.googleapis.com/x",
  ])("keeps the key from %s", (url) => {
    expect(replicateProvider.outputHeaders?.(new URL(url), connection)).toEqual({});
  });
});
