import { globSync, readFileSync } from "node:fs";
import { eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { db } from "@/db/client";
import { generations } from "@/db/schema";
import { testContext } from "@/db/testing";
import { reconcileLedger } from "@/lib/credits/reconcile";
import { getGeneration } from "@/lib/generations/read";
import { sleep } from "@/lib/platform/time";
import {
  create,
  endWorkersAfterEach,
  expectExact,
  own,
  person,
  recover,
  start,
  untilEnded,
} from "./killed.fixture";

/** Every place in the product where a test can pull the plug, but those of payments: see payments/kill-points. */
const points = globSync("{lib,inngest}/**/*.ts")
  .filter((file) => !file.endsWith(".test.ts") && !/^lib.(orders|membership)\b/.test(file))
  .flatMap((file) =>
    [...readFileSync(file, "utf8").matchAll(/failPoint\("([\w.-]+)"\)/g)].map(([, name = ""]) => name),
  );
const inCreate = [
  "generations.reserved",
  "generations.committed-not-sent",
  "credits.between-entry-and-lines",
];
const inCancel = ["generations.cancel-marked"];
const inFailure = ["generations.failure-recorded"];
/** Only vendors whose pictures lie at an address pass it: see kill-points-at-vendors. */
const atVendors = ["generations.downloaded-not-recorded"];
const inRun = points
  .filter((point) => ![...inCreate, ...inCancel, ...inFailure, ...atVendors].includes(point))
  .concat("credits.between-entry-and-lines");

endWorkersAfterEach();

test("every kill point of the product is forced here or at the vendors", () => {
  expect(new Set([...inCreate, ...inCancel, ...inFailure, ...atVendors, ...inRun])).toEqual(new Set(points));
  expect(points.length).toBeGreaterThan(15);
});

describe.each(inRun)("killed at %s", (point) => {
  test("the generation still ends complete, charged once", async () => {
    const { userId, order } = await person();
    const id = await create(userId, order);
    expect(await start("run", [], point).ended).toBe("SIGKILL");
    const view = await recover(userId, id);
    expect(view.status).toBe("succeeded");
    await expectExact(userId, view);
  });
});

/** The engine passes its points once per step: later passes die around submit, poll, collect and settle. */
const deeper = ["engine.after-call", "engine.before-commit", "engine.after-commit"].flatMap((point) =>
  [3, 5, 7].map((pass) => `${point}@${pass}`),
);

describe.each(deeper)("killed at %s", (point) => {
  test("the generation still ends complete, charged once", async () => {
    const { userId, order } = await person();
    const id = await create(userId, order);
    expect(await start("run", [], point).ended).toBe("SIGKILL");
    const view = await recover(userId, id);
    expect(view.status).toBe("succeeded");
    await expectExact(userId, view);
  });
});

describe.each(inFailure)("killed at %s after a refusal", (point) => {
  test("the refusal is not sent again, keeps its reason, and costs nothing", async () => {
    const { userId, order } = await person();
    const id = await create(userId, { ...order, prompt: "a lake [[refuse]]" });
    expect(await start("run", [], point).ended).toBe("SIGKILL");
    const view = await recover(userId, id);
    expect(view).toMatchObject({ status: "failed", errorCode: "content_policy" });
    expect(view.attempts).toHaveLength(1);
    await expectExact(userId, view);
  });
});

test("killed while a failed attempt waits to be retried, the retries go on and end", async () => {
  const { userId, order } = await person();
  const id = await create(userId, { ...order, prompt: "a lake [[fail]]" });
  expect(await start("run", [], "generations.failure-recorded@2").ended).toBe("SIGKILL");
  const view = await recover(userId, id);
  expect(view).toMatchObject({ status: "failed", errorCode: "provider_error" });
  expect(view.attempts).toHaveLength(4);
  await expectExact(userId, view);
});

describe.each(inCreate)("killed at %s while ordering", (point) => {
  test("ordering again makes one generation, reserved once", async () => {
    const { userId, order } = await person();
    expect(await start("create", [userId, JSON.stringify(order)], point).ended).toBe("SIGKILL");
    const id = await create(userId, order);
    expect(await db().$count(generations, eq(generations.userId, userId))).toBe(1);
    await expectExact(userId, await recover(userId, id));
  });
});

describe.each(inCancel)("killed at %s while cancelling", (point) => {
  test("the cancel is carried out all the same", async () => {
    const { userId, order } = await person();
    const id = await create(userId, { ...order, count: 8, quality: "high", tier: "1K" });
    const { child, ended } = start("run", [], "");
    while ((await getGeneration({ ctx: own(userId), input: { id } })).status !== "running") await sleep(50);
    expect(await start("cancel", [userId, id], point).ended).toBe("SIGKILL");
    const view = await untilEnded(userId, id);
    child.kill("SIGTERM");
    await ended;
    expect(view).toMatchObject({ status: "cancelled", cancelRequested: true });
    expect(view.receipt?.charged).toBe(view.deliveredCount * 2);
    expect((await reconcileLedger({ ctx: testContext() })).differences).toEqual([]);
  });
});
