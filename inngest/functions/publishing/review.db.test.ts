import { eq } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { db } from "@/db/client";
import { moderationWords } from "@/db/schema";
import { testContext } from "@/db/testing";
import { type Engine, startEngine } from "@/inngest/engine/engine";
import { addWork, author, publish, standing } from "@/lib/gallery/publishing/scenarios/works.fixture";
import { sweepPublications as sweep } from "@/lib/gallery/publishing/sweep";
import { newId } from "@/lib/platform/ids";
import { forget } from "@/lib/platform/process/singleton";
import { sleep } from "@/lib/platform/time";
import { reviewPublication } from "./review-publication";

let engine: Engine | undefined;
let me: Awaited<ReturnType<typeof author>>;
const start = async () => {
  engine = await startEngine({ functions: [reviewPublication], pollMs: 50 });
};
beforeEach(async () => {
  me = await author();
  Object.assign(process.env, { GENERATION_RETRY_DELAY_MS: "1" });
  forget("env");
});
afterEach(async () => {
  await engine?.stop({ drainMs: 2_000 });
  engine = undefined;
});

/** Waits until the checks of an image have ended, one way or the other. */
async function untilChecked(id: string) {
  for (let turn = 0; turn < 400; turn += 1) {
    const now = await standing(id);
    if (now.row?.checkedAt) return now;
    await sleep(25);
  }
  throw new Error("the review did not end");
}

describe("the review function", () => {
  test("ends what is handed in: refused by a word, left to a person without a checker of pictures", async () => {
    await db()
      .insert(moderationWords)
      .values({ id: newId("moderationWord"), word: "forbidden", severity: "block", createdBy: "usr_admin" });
    await start();
    const [bad, good] = [await addWork(me.userId, { prompt: "forbidden" }), await addWork(me.userId)];
    await publish(me.by(), bad);
    await publish(me.by(), good);
    expect(await untilChecked(bad)).toMatchObject({ state: "rejected", isPublic: false });
    expect(await untilChecked(good)).toMatchObject({ state: "pending", isPublic: false });
  });

  test("ends what was handed in while nobody was there to hear of it, once the sweep has asked again", async () => {
    const id = await addWork(me.userId);
    await publish(me.by(), id);
    await db().execute("delete from engine_jobs");
    await db().execute("delete from engine_events");
    await start();
    const late = testContext({ kind: "job", name: "test" }, new Date(Date.now() + 150_000));
    expect((await sweep({ ctx: late })).sent).toBeGreaterThanOrEqual(1);
    expect(await untilChecked(id)).toMatchObject({ state: "pending" });
  });

  test("leaves to a person what fails for good", async () => {
    const id = await addWork(me.userId);
    await publish(me.by(), id);
    // A table that is away for the checks alone stands for any failure that repeating does not mend.
    await db().execute("alter table moderation_words rename to moderation_words_away");
    try {
      await start();
      const { row, isPublic } = await untilChecked(id);
      expect([row?.state, isPublic]).toEqual(["pending", false]);
    } finally {
      await db().execute("alter table moderation_words_away rename to moderation_words");
    }
    expect(await db().$count(moderationWords, eq(moderationWords.word, "nothing"))).toBe(0);
  });
});
