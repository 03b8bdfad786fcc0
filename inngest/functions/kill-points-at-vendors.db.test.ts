import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { db } from "@/db/client";
import { apiConfigs } from "@/db/schema";
import { testContext } from "@/db/testing";
import { ensurePlatformConfigs } from "@/lib/api-configs/ensure-platform";
import { forget } from "@/lib/platform/process/singleton";
import type { Simulator } from "@/simulators/kit/server";
import { startOpenaiSimulator } from "@/simulators/openai/server";
import { startReplicateSimulator } from "@/simulators/replicate/server";
import {
  attemptsOf,
  create,
  endWorkersAfterEach,
  expectExact,
  person,
  recover,
  start,
} from "./killed.fixture";

/** Fast enough to wait for; slow enough that a worker dies before the vendor has finished. */
const SPEED = 20;
const lost = "submission_unknown unknown_outcome";
/** Nobody may call again before the first call is certainly over, and every worker has to start. */
const LONG = { timeout: 300_000 };

let openai: Simulator;
let replicate: Simulator;

// The settings reach the workers through their environment; AUTH_SECRET, which opens the keys, is the same.
beforeAll(async () => {
  [openai, replicate] = await Promise.all([
    startOpenaiSimulator({ speed: SPEED }),
    startReplicateSimulator({ speed: SPEED }),
  ]);
  const settings = {
    OUTBOUND_ALLOW: [openai, replicate].map(({ url }) => new URL(url).host).join(","),
    OPENAI_API_KEY: "sim-main-openai",
    OPENAI_BASE_URL: `${openai.url}/v1`,
    REPLICATE_API_KEY: "sim-main-replicate",
    REPLICATE_BASE_URL: `${replicate.url}/v1`,
    SIMULATED_VENDORS: "1",
  };
  for (const [name, value] of Object.entries(settings)) vi.stubEnv(name, value);
  for (const name of ["env", "outbound"]) forget(name);
});
afterAll(async () => {
  await Promise.all([openai.close(), replicate.close()]);
  vi.unstubAllEnvs();
  for (const name of ["env", "outbound"]) forget(name);
});
beforeEach(async () => {
  for (const simulator of [openai, replicate]) simulator.forget();
  await db().delete(apiConfigs);
  await ensurePlatformConfigs({ ctx: testContext() });
});
endWorkersAfterEach();

interface Killed {
  status: string;
  attempts: string[];
  /** Paid calls as the vendor counted them. */
  posts: number;
  delivered: number;
}

/** Kills the worker of an order where it is told, lets another one finish, and proves that the books are exact. */
async function killed(point: string, vendor: "openai" | "replicate"): Promise<Killed> {
  const [model, unit, count] =
    vendor === "openai" ? (["gpt-image-2", 3, 1] as const) : (["flux-schnell", 1, 2] as const);
  const { userId, order } = await person({
    model,
    count,
    quality: vendor === "openai" ? "draft" : "standard",
  });
  const id = await create(userId, order);
  expect(await start("run", [], point).ended).toBe("SIGKILL");
  const view = await recover(userId, id);
  await expectExact(userId, view, unit);
  const posts =
    vendor === "openai"
      ? openai.count("POST", "/v1/images/generations")
      : replicate.count("POST", /predictions$/);
  return { status: view.status, attempts: await attemptsOf(id), posts, delivered: view.deliveredCount };
}

describe("a vendor that answers with its pictures and keeps no orders", LONG, () => {
  test("killed before the call: nobody knows that it was not sent, one more try delivers", async () => {
    expect(await killed("generations.intent-written", "openai")).toEqual({
      status: "succeeded",
      attempts: [lost, "finished"],
      posts: 1,
      delivered: 1,
    });
  });

  test("killed with the answer in hand: the order is paid for at most once more, and the person pays once", async () => {
    expect(await killed("generations.submitted-not-recorded", "openai")).toEqual({
      status: "succeeded",
      attempts: [lost, "finished"],
      posts: 2,
      delivered: 1,
    });
  });

  test.each(["generations.intent-written", "generations.submitted-not-recorded"])(
    "killed at %s twice: there is no third try, and nothing is charged",
    async (point) => {
      const { userId, order } = await person({ model: "gpt-image-2", count: 1, quality: "draft" });
      const id = await create(userId, order);
      expect(await start("run", [], point).ended).toBe("SIGKILL");
      // The second worker waits until the first call is certainly over, tries once more, and dies in it as well.
      expect(await start("run", [], point).ended).toBe("SIGKILL");
      const view = await recover(userId, id);
      expect(view).toMatchObject({ status: "failed", errorCode: "unknown_outcome", deliveredCount: 0 });
      expect(await attemptsOf(id)).toEqual([lost, lost]);
      const paid = openai.count("POST", "/v1/images/generations");
      expect(paid).toBe(point === "generations.intent-written" ? 0 : 2);
      await expectExact(userId, view, 3);
    },
  );
});

describe("a vendor that is asked for its orders and leaves pictures at an address", LONG, () => {
  test.each([
    "generations.accepted",
    "generations.polled",
    "generations.before-staging",
    "generations.staged",
    "generations.downloaded-not-recorded",
    "generations.downloaded-not-recorded@2",
    "generations.collected-one",
  ])("killed at %s: it is ordered once and delivered whole", async (point) => {
    expect(await killed(point, "replicate")).toEqual({
      status: "succeeded",
      attempts: ["finished"],
      posts: 1,
      delivered: 2,
    });
  });

  test("killed before its answer was written down: the lost order is recorded, and one more delivers", async () => {
    expect(await killed("generations.submitted-not-recorded", "replicate")).toEqual({
      status: "succeeded",
      attempts: [lost, "finished"],
      posts: 2,
      delivered: 2,
    });
  });
});
