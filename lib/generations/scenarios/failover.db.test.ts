import { eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { db } from "@/db/client";
import { channels } from "@/db/schema";
import { startOpenaiSimulator } from "@/simulators/openai/server";
import { testBench } from "./bench.fixture";

const MAIN = "sim-main-openai";
const BACKUP = "sim-backup-openai";
/** A server that has just been closed: nothing listens there. */
const closed = await startOpenaiSimulator();
await closed.close();

const bench = testBench({
  start: startOpenaiSimulator,
  settings: (url) => ({
    ...{ OPENAI_API_KEY: MAIN, OPENAI_BASE_URL: `${url}/v1` },
    ...{ OPENAI_BACKUP_API_KEY: BACKUP, OPENAI_BACKUP_BASE_URL: `${url}/v1` },
    OUTBOUND_ALLOW: [url, closed.url].map((known) => new URL(known).host).join(","),
  }),
  paid: /^\/v1\/images\/generations$/,
  model: "gpt-image-2",
  unit: 3,
  count: 1,
  order: { quality: "draft" },
});

/** The keys of the paid calls, in their order. */
const asked = () =>
  bench
    .simulator()
    .requests.filter(({ method, path }) => method === "POST" && bench.vendor.paid.test(path))
    .map(({ authorization }) => authorization.replace("Bearer ", ""));

const circuits = async () => {
  const rows = await db()
    .select({ position: channels.position, circuit: channels.circuit, reason: channels.circuitReason })
    .from(channels)
    .where(eq(channels.model, bench.vendor.model))
    .orderBy(channels.position);
  return rows.map(({ circuit, reason }) => (reason ? `${circuit} ${reason}` : circuit));
};

const delivered = { status: "succeeded", code: null, delivered: 1, charged: 3, returned: 0 };

describe("an order that the first channel certainly did not take", () => {
  test.each([
    ["auth_401", "auth"],
    ["quota", "quota_exhausted"],
  ])(
    "%s: the backup delivers at once, the circuit opens, and the timeline tells both",
    async (trouble, reason) => {
      const { ending, view } = await bench.play(`${trouble}@main`);
      expect(ending).toMatchObject({
        ...delivered,
        attempts: [`rejected ${reason}`, "finished"],
        waitsMs: [0],
      });
      expect(asked()).toEqual([MAIN, BACKUP]);
      expect(await circuits()).toEqual([`open ${reason}`, "closed"]);
      const told = view.timeline.map(({ kind, data }) => [
        kind,
        data.channel ?? data.errorClass ?? data.count,
      ]);
      expect(told).toEqual([
        ["channel_chosen", "OpenAI"],
        ["refused", reason],
        ["circuit_opened", reason],
        ["failover", "OpenAI 2"],
        ["delivered", 1],
      ]);
    },
  );

  test.each([
    ["429_no_header", "rate_limited"],
    ["503", "provider_error"],
    ["500_then_ok", "provider_error"],
  ])("%s: the backup delivers at once, and the circuit stays closed", async (trouble, reason) => {
    const { ending } = await bench.play(`${trouble}@main`);
    expect(ending).toMatchObject({
      ...delivered,
      attempts: [`rejected ${reason}`, "finished"],
      timeline: ["channel_chosen", "refused", "failover", "delivered"],
      waitsMs: [0],
    });
    expect(asked()).toEqual([MAIN, BACKUP]);
    expect(await circuits()).toEqual(["closed", "closed"]);
  });

  test("a server that cannot be reached got nothing: the backup delivers at once", async () => {
    await bench.restartWith({ OPENAI_BASE_URL: `${closed.url}/v1` });
    const { ending } = await bench.play("ok");
    expect(ending).toMatchObject({ ...delivered, attempts: ["rejected provider_error", "finished"] });
    expect(asked()).toEqual([BACKUP]);
  });

  test("while its circuit is open the first channel is passed by, and its vendor hears nothing", async () => {
    await bench.play("auth_401@main");
    bench.simulator().forget();
    const { ending, view } = await bench.play("ok");
    expect(ending).toMatchObject({ ...delivered, attempts: ["finished"] });
    expect(asked()).toEqual([BACKUP]);
    expect(view.timeline[0]).toMatchObject({
      kind: "channel_skipped",
      data: { channel: "OpenAI", why: "circuit_open" },
    });
  });

  test("where both are busy, each is asked once a round, in four rounds a minute apart", async () => {
    const { ending, message } = await bench.play("503");
    expect(ending).toMatchObject({ status: "failed", code: "provider_error", charged: 0, returned: 3 });
    expect(asked()).toEqual([MAIN, BACKUP, MAIN, BACKUP, MAIN, BACKUP, MAIN, BACKUP]);
    expect(ending.waitsMs).toEqual([0, 60_000, 0, 60_000, 0, 60_000, 0]);
    expect(message).toMatch(/failed \(503\)/);
  });
});

describe("an order that the first channel may have taken", () => {
  test.each(["reset_after_body", "html_502", "malformed_json", "empty_data", "stream_cut", "hang"])(
    "%s: stays there, is sent once more at most, and nothing is charged",
    async (trouble) => {
      const { ending } = await bench.play(`${trouble}@main`);
      expect(ending).toMatchObject({ status: "failed", code: "unknown_outcome", charged: 0, returned: 3 });
      expect(asked()).toEqual([MAIN, MAIN]);
    },
  );
});

describe("an order that is at fault itself", () => {
  test.each([
    ["policy", "content_policy"],
    ["stream_error", "content_policy"],
    ["api_redirect", "invalid_request"],
  ])("%s: is asked of nobody else", async (trouble, code) => {
    const { ending } = await bench.play(`${trouble}@main`);
    expect(ending).toMatchObject({ status: "failed", code, charged: 0, returned: 3 });
    expect(asked()).toEqual([MAIN]);
    expect(await circuits()).toEqual(["closed", "closed"]);
  });
});
