import { and, eq } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { db, transact } from "@/db/client";
import { auditLog, generatedImages, notifications, publications, publicationTags } from "@/db/schema";
import { testContext } from "@/db/testing";
import { trashImages } from "@/lib/images/trash";
import { checkPublication } from "../check";
import { concludePublication, leavePublication } from "../conclude";
import { publishImages } from "../publish";
import { sweepPublications } from "../sweep";
import { withdrawImages } from "../withdraw";
import { addWork, author, decide, publish, review, standing, withdraw } from "./works.fixture";

let me: Awaited<ReturnType<typeof author>>;
beforeEach(async () => {
  me = await author();
});
const pending = async () => {
  const id = await addWork(me.userId, { styleTags: ["watercolor"] });
  await publish(me.by(), id);
  return id;
};

/** What has to hold of every image at any time, whatever came first. */
async function expectConsistent(id: string): Promise<void> {
  const { row, isPublic, tags, history } = await standing(id);
  expect(isPublic).toBe(row?.state === "public");
  expect(tags).toEqual(row?.state === "public" ? ["watercolor"] : []);
  // Each line of the history begins where the one before ended, and the last one tells the state of today.
  const ends = history.map((line) => line.split(" → ")[1]);
  expect(history.map((line) => line.split(" → ")[0])).toEqual(["private", ...ends.slice(0, -1)]);
  expect(ends.at(-1)).toBe(row?.state);
}

/** Runs the first while its transaction is held open, lets the second wait for it, and then lets go. */
async function inOrder(
  first: (ctx: ReturnType<typeof me.by>) => Promise<unknown>,
  second: () => Promise<unknown>,
) {
  let waiting: Promise<unknown> = Promise.resolve();
  await transact(me.by(), async (inner) => {
    await first(inner as ReturnType<typeof me.by>);
    waiting = second();
    // Long enough to reach the lock; where it does not, the order is the same.
    await new Promise((resolve) => setTimeout(resolve, 50));
  });
  return waiting;
}

describe("withdraw and approve", () => {
  test("in this order leave the image private", async () => {
    const id = await pending();
    const late = await inOrder(
      (ctx) => withdrawImages({ ctx, input: { ids: [id] } }),
      () => decide(id, "approve"),
    );
    expect(late).toEqual({ ok: false, reason: "publication_moved" });
    expect((await standing(id)).state).toBe("private");
    await expectConsistent(id);
  });

  test("in the other order take back what had just become public", async () => {
    const id = await pending();
    await decide(id, "approve");
    expect(await withdraw(me.by(), id)).toMatchObject({ state: "private", refusal: null });
    await expectConsistent(id);
  });
});

describe("trash and approve", () => {
  test("in this order leave the image private", async () => {
    const id = await pending();
    const late = await inOrder(
      (ctx) => trashImages({ ctx, input: { ids: [id] } }),
      () => decide(id, "approve"),
    );
    expect(late).toEqual({ ok: false, reason: "publication_moved" });
    expect((await standing(id)).isPublic).toBe(false);
    await expectConsistent(id);
  });

  test("and the checks that end late do not bring it back", async () => {
    const id = await pending();
    const late = await inOrder(
      (ctx) => trashImages({ ctx, input: { ids: [id] } }),
      () => review(id),
    );
    expect(late).toEqual({ state: "over" });
    await expectConsistent(id);
  });
});

describe("two reviewers", () => {
  test.each([
    ["approve", "approve"],
    ["approve", "reject"],
    ["reject", "approve"],
    ["reject", "reject"],
  ] as const)("who %s and %s at the same time decide once", async (one, other) => {
    const id = await pending();
    const both = await Promise.all([decide(id, one), decide(id, other)]);
    expect(both.filter((answer) => "ok" in answer)).toEqual([{ ok: false, reason: "publication_moved" }]);
    expect((await standing(id)).history).toHaveLength(2);
    expect(await db().$count(auditLog, eq(auditLog.subjectId, id))).toBe(1);
    expect(await db().$count(notifications, eq(notifications.userId, me.userId))).toBe(1);
    await expectConsistent(id);
  });
});

describe("many hands at once", () => {
  test("never leave an image whose publicity and publication differ, and nobody waits in a ring", async () => {
    const ids = [await pending(), await pending(), await pending(), await pending()];
    const reversed = [...ids].reverse();
    const acts = [
      ...ids.map((id) => () => decide(id, "approve")),
      ...ids.map((id) => () => decide(id, "reject")),
      ...ids.map((id) => () => review(id)),
      ...ids.map((id) => () => decide(id, "take_down")),
      () => withdrawImages({ ctx: me.by(), input: { ids } }),
      () => withdrawImages({ ctx: me.by(), input: { ids: reversed } }),
      () => publishImages({ ctx: me.by(), input: { ids: reversed } }),
      () => publishImages({ ctx: me.by(), input: { ids } }),
      () => trashImages({ ctx: me.by(), input: { ids: reversed.slice(0, 2) } }),
    ];
    for (let round = 0; round < 5; round += 1) {
      const shuffled = acts
        .map((act, index) => ({ act, at: (index * 7 + round * 11) % acts.length }))
        .sort((a, b) => a.at - b.at);
      await Promise.all(shuffled.map(({ act }) => act()));
      for (const id of ids) await expectConsistent(id);
    }
  });
});

describe("a removed account's image", () => {
  test("is not brought back by a review that ends late", async () => {
    const id = await pending();
    await db().update(generatedImages).set({ purgingAt: new Date() }).where(eq(generatedImages.id, id));
    expect(await review(id)).toEqual({ state: "over" });
    await expect(decide(id, "approve")).rejects.toMatchObject({ status: 404 });
    const row = and(eq(publications.imageId, id), eq(publications.state, "public"));
    expect(await db().$count(publications, row)).toBe(0);
    expect(await db().$count(publicationTags, eq(publicationTags.imageId, id))).toBe(0);
  });
});

test("a review is for jobs only", async () => {
  const id = await pending();
  const input = { imageId: id, round: 1 };
  for (const act of [
    () => concludePublication({ ctx: me.by(), input }),
    () => leavePublication({ ctx: me.by(), input }),
    () => checkPublication({ ctx: me.by(), input: { ...input, kind: "prompt" } }),
    () => sweepPublications({ ctx: me.by() }),
  ])
    await expect(act()).rejects.toMatchObject({ status: 403 });
  expect((await concludePublication({ ctx: testContext(), input })).state).toBe("pending");
});
