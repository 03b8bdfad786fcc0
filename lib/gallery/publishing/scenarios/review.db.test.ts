import { eq } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { db } from "@/db/client";
import { engineEvents, moderationChecks, moderationWords, notifications, users } from "@/db/schema";
import { jobActor, testContext } from "@/db/testing";
import { newId } from "@/lib/platform/ids";
import { forget } from "@/lib/platform/process/singleton";
import { storage } from "@/lib/providers/storage/client";
import { startBailianSimulator } from "@/simulators/bailian/server";
import type { Simulator } from "@/simulators/kit/server";
import { startOpenaiSimulator } from "@/simulators/openai/server";
import { concludePublication, leavePublication } from "../conclude";
import { sweepPublications } from "../sweep";
import { addWork, appeal, author, decide, publish, review, standing, withdraw } from "./works.fixture";

let me: Awaited<ReturnType<typeof author>>;
let openai: Simulator;
let bailian: Simulator;

/** As a process that was started with these checkers. */
function startWith(settings: Record<string, string>): void {
  for (const name of ["MODERATION_OPENAI", "MODERATION_BAILIAN"]) delete process.env[name];
  Object.assign(process.env, settings);
  forget("env");
  forget("outbound");
}

beforeAll(async () => {
  openai = await startOpenaiSimulator({ speed: 1_000 });
  bailian = await startBailianSimulator({ speed: 1_000 });
  Object.assign(process.env, {
    ...{ OPENAI_API_KEY: "sim-main", OPENAI_BASE_URL: `${openai.url}/v1` },
    ...{ BAILIAN_API_KEY: "sim-main", BAILIAN_BASE_URL: `${bailian.url}/api/v1` },
    OUTBOUND_ALLOW: `${new URL(openai.url).host},${new URL(bailian.url).host}`,
  });
});
beforeEach(async () => {
  me = await author();
  openai.forget();
  bailian.forget();
  await db().delete(moderationWords);
});
afterEach(() => startWith({}));
afterAll(() => Promise.all([openai.close(), bailian.close()]));

const all = { MODERATION_OPENAI: "1", MODERATION_BAILIAN: "1" };
async function handIn(parts: Parameters<typeof addWork>[1] = {}) {
  const id = await addWork(me.userId, parts);
  await publish(me.by(), id);
  return id;
}
const addWord = (word: string, severity: "review" | "block") =>
  db()
    .insert(moderationWords)
    .values({ id: newId("moderationWord"), word, severity, createdBy: "usr_admin" });

describe("a review", () => {
  test.each([
    ["nothing in the way", {}, "public", null],
    ["a doubt about the prompt", { prompt: "boxing" }, "pending", null],
    ["a prompt that is refused", { prompt: "血腥的场面" }, "rejected", "violence"],
    ["a doubt about the picture", { colour: "#ff0" }, "pending", null],
    ["a picture that is refused", { colour: "#f00" }, "rejected", "violence"],
    ["a checker without a judgement", { colour: "#0ff" }, "pending", null],
    ["a photo without a prompt", { prompt: "" }, "public", null],
  ] as const)("with %s and every checker ends as it should", async (_, parts, state, reason) => {
    startWith(all);
    const id = await handIn(parts);
    expect(await review(id)).toEqual({ state });
    const after = await standing(id);
    expect(after).toMatchObject({ state, isPublic: state === "public" });
    expect(after.row).toMatchObject({ reason, checkedAt: expect.any(Date), decidedBy: null });
  });

  test.each([
    ["no checker at all", {}],
    ["a checker of pictures alone", { MODERATION_BAILIAN: "1" }],
  ])("with %s leaves everything to a person", async (_, settings) => {
    startWith(settings);
    const id = await handIn();
    expect(await review(id)).toEqual({ state: "pending" });
    expect((await standing(id)).row?.checkedAt).toBeInstanceOf(Date);
    expect(await decide(id, "approve")).toMatchObject({ state: "public" });
  });

  test("with a word list and a checker of pictures needs nobody", async () => {
    startWith({ MODERATION_BAILIAN: "1" });
    await addWord("forbidden", "block");
    expect(await review(await handIn())).toEqual({ state: "public" });
    expect(await review(await handIn({ prompt: "a FORBIDDEN lake" }))).toEqual({ state: "rejected" });
    expect(await review(await handIn({ negativePrompt: "forbidden" }))).toEqual({ state: "pending" });
  });

  test("that is repeated from any place asks nobody twice and tells the author once", async () => {
    startWith(all);
    const id = await handIn();
    const again = await Promise.all([review(id), review(id), review(id)]);
    expect(again.filter(({ state }) => state === "public")).toHaveLength(1);
    await review(id);
    expect(await db().$count(moderationChecks, eq(moderationChecks.subjectId, id))).toBe(3);
    expect((await standing(id)).history).toEqual(["private → pending", "pending → public"]);
    expect(await db().$count(notifications, eq(notifications.userId, me.userId))).toBe(1);
  });

  test("of a round that was taken back says nothing about the next one", async () => {
    startWith(all);
    const id = await handIn();
    await withdraw(me.by(), id);
    await publish(me.by(), id);
    expect(await review(id, 1)).toEqual({ state: "over" });
    expect((await standing(id)).state).toBe("pending");
    expect(await review(id, 2)).toEqual({ state: "public" });
  });

  test("never lets in what was appealed, however it comes back", async () => {
    startWith(all);
    const id = await handIn();
    await review(id);
    await decide(id, "take_down");
    await appeal(me.by(), id);
    expect(await review(id)).toEqual({ state: "over" });
    await withdraw(me.by(), id);
    await publish(me.by(), id);
    expect(await review(id, 2)).toEqual({ state: "pending" });
    await decide(id, "reject");
    expect(await appeal(me.by(), id)).toEqual({ ok: false, reason: "cannot_appeal" });
  });

  test("leaves a person to decide where the picture's file is gone or cannot be read", async () => {
    startWith(all);
    const [gone, broken] = [await handIn(), await handIn()];
    await storage().remove(`images/${gone}/original.png`);
    await storage().put(`images/${broken}/original.png`, Buffer.from("x"), { contentType: "image/png" });
    expect(await review(gone)).toEqual({ state: "pending" });
    expect(await review(broken)).toEqual({ state: "pending" });
  });

  test("lets nothing in of an account that was suspended meanwhile", async () => {
    startWith(all);
    const id = await handIn();
    await db().update(users).set({ status: "suspended" }).where(eq(users.id, me.userId));
    expect(await review(id)).toEqual({ state: "pending" });
    expect((await standing(id)).isPublic).toBe(false);
  });

  test("that failed for good is left to a person, and its late end changes nothing", async () => {
    startWith(all);
    const id = await handIn();
    const input = { imageId: id, round: 1 };
    expect(await leavePublication({ ctx: testContext(), input })).toEqual({ state: "pending" });
    expect(await leavePublication({ ctx: testContext(), input })).toEqual({ state: "over" });
    expect(await concludePublication({ ctx: testContext(), input })).toEqual({ state: "over" });
    expect((await standing(id)).row?.checkedAt).toBeInstanceOf(Date);
  });
});

describe("the sweep", () => {
  const asked = async (imageId: string) =>
    (
      await db().select().from(engineEvents).where(eq(engineEvents.name, "gallery/publication.submitted"))
    ).filter((event) => JSON.stringify(event).includes(imageId)).length;
  const sweepAt = (minutes: number) =>
    sweepPublications({ ctx: testContext(jobActor(), new Date(Date.now() + minutes * 60_000)) });

  test("asks again for what was never checked, and for nothing else", async () => {
    const [lost, checked, back] = [await handIn(), await handIn(), await handIn()];
    await review(checked);
    await withdraw(me.by(), back);
    await sweepAt(1);
    expect(await asked(lost)).toBe(1);
    await sweepAt(3);
    await sweepAt(3);
    expect(await asked(lost)).toBe(2);
    await sweepAt(6);
    expect(await asked(lost)).toBe(3);
    expect([await asked(checked), await asked(back)]).toEqual([1, 1]);
  });
});
