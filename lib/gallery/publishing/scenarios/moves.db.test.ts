import { and, desc, eq } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { db } from "@/db/client";
import {
  auditLog,
  engineEvents,
  imageReports,
  notifications,
  publicationMoves,
  publications,
  styleTags,
  users,
} from "@/db/schema";
import { testContext, userActor } from "@/db/testing";
import { insertUser } from "@/db/testing-users";
import { restoreImages } from "@/lib/images/restore";
import { trashImages } from "@/lib/images/trash";
import { newId } from "@/lib/platform/ids";
import { insertPublication } from "../../gallery.fixture";
import { type PublicationState, publicationStates } from "../../schema";
import { decidePublication } from "../decide";
import { MAX_PENDING } from "../moves";
import { publishImages } from "../publish";
import { listPublications, listReviewQueue } from "../read";
import { withdrawImages } from "../withdraw";
import { addWork, appeal, author, decide, publish, reviewer, standing, withdraw } from "./works.fixture";

let me: Awaited<ReturnType<typeof author>>;
beforeEach(async () => {
  me = await author();
});
const work = (parts: Parameters<typeof addWork>[1] = {}) => addWork(me.userId, parts);
const noticesOf = async (userId: string) =>
  (
    await db()
      .select({ kind: notifications.kind, data: notifications.data })
      .from(notifications)
      .where(eq(notifications.userId, userId))
      .orderBy(desc(notifications.createdAt), desc(notifications.id))
  ).map(({ kind, data }) => ({ kind, ...data }));

/** Brings a work of mine into a state by the ways that there are. */
async function workIn(state: PublicationState, styleTags: string[] = []): Promise<string> {
  const id = await work({ styleTags });
  if (state === "private") return id;
  await publish(me.by(), id);
  if (state === "pending") return id;
  await decide(id, state === "rejected" ? "reject" : "approve");
  if (state === "taken_down") await decide(id, "take_down");
  return id;
}

const moves = {
  submit: (id: string) => publish(me.by(), id),
  withdraw: (id: string) => withdraw(me.by(), id),
  appeal: (id: string) => appeal(me.by(), id),
  approve: (id: string) => decide(id, "approve"),
  reject: (id: string) => decide(id, "reject"),
  take_down: (id: string) => decide(id, "take_down"),
  reinstate: (id: string) => decide(id, "reinstate"),
};
const legal: Partial<Record<`${PublicationState} ${keyof typeof moves}`, PublicationState>> = {
  "private submit": "pending",
  "pending withdraw": "private",
  "public withdraw": "private",
  "pending approve": "public",
  "pending reject": "rejected",
  "public take_down": "taken_down",
  "rejected appeal": "pending",
  "taken_down appeal": "pending",
  "taken_down reinstate": "public",
};
const names = Object.keys(moves) as (keyof typeof moves)[];

describe.each(publicationStates)("an image that is %s", (state) => {
  test.each(names)(
    "by %s goes where the table says, or stays with everything that belongs to it",
    async (name) => {
      const id = await workIn(state, ["watercolor"]);
      const before = await standing(id);
      await moves[name](id).catch((error: { status?: number }) => {
        // A publication that does not exist is not found.
        if (error.status !== 404 || state !== "private") throw error;
      });
      const after = await standing(id);
      const to = legal[`${state} ${name}`];
      if (!to) return expect(after).toEqual(before);
      expect(after.state).toBe(to);
      expect(after.isPublic).toBe(to === "public");
      expect(after.tags).toEqual(to === "public" ? ["watercolor"] : []);
      expect(after.history).toEqual([...before.history, `${state} → ${to}`]);
    },
  );
});

describe("handing in", () => {
  test("asks for the checks of each image once, and counts its rounds", async () => {
    const ids = [await work(), await work()];
    const done = await publishImages({ ctx: me.by(), input: { ids: [...ids, ...ids] } });
    expect(done.items).toEqual(ids.map((imageId) => ({ imageId, state: "pending", refusal: null })));
    await withdraw(me.by(), ids[0] ?? "");
    await publish(me.by(), ids[0] ?? "");
    expect((await standing(ids[0] ?? "")).row).toMatchObject({ round: 2, checkedAt: null });
    const events = await db()
      .select({ payload: engineEvents.payload })
      .from(engineEvents)
      .where(eq(engineEvents.name, "gallery/publication.submitted"));
    const asked = events.map(({ payload }) => (payload as { data: { imageId: string; round: number } }).data);
    expect(asked.filter(({ imageId }) => ids.includes(imageId))).toHaveLength(3);
    expect(asked).toContainEqual({ imageId: ids[0], round: 2 });
  });

  test("answers for each image by itself", async () => {
    const [fresh, trashed] = [await work(), await work()];
    await trashImages({ ctx: me.by(), input: { ids: [trashed] } });
    const other = {
      pending: await workIn("pending"),
      public: await workIn("public"),
      rejected: await workIn("rejected"),
      taken_down: await workIn("taken_down"),
    };
    const { items } = await publishImages({
      ctx: me.by(),
      input: { ids: [...Object.values(other), trashed, fresh] },
    });
    expect(items.map(({ state, refusal }) => [state, refusal])).toEqual([
      ["pending", "already"],
      ["public", "already"],
      ["rejected", "rejected"],
      ["taken_down", "taken_down"],
      ["private", "in_trash"],
      ["pending", null],
    ]);
  });

  test("does nothing at all when one of them is somebody else's", async () => {
    const mine = await work();
    const theirs = await addWork((await insertUser()).id);
    for (const ids of [[mine, theirs], [theirs], [mine, newId("image")]]) {
      await expect(publishImages({ ctx: me.by(), input: { ids } })).rejects.toMatchObject({ status: 404 });
      await expect(withdrawImages({ ctx: me.by(), input: { ids } })).rejects.toMatchObject({ status: 404 });
    }
    expect((await standing(mine)).state).toBeUndefined();
  });

  test("ends at a hundred that wait, also for two requests at the same time", async () => {
    const ids = [await work(), await work()];
    for (let i = 1; i < MAX_PENDING; i += 1) await insertPublication({ userId: me.userId, state: "pending" });
    const [a, b] = await Promise.all(ids.map((id) => publish(me.by(), id)));
    expect([a?.refusal, b?.refusal].sort()).toEqual(["too_many", null].sort());
    const waiting = and(eq(publications.userId, me.userId), eq(publications.state, "pending"));
    expect(await db().$count(publications, waiting)).toBe(MAX_PENDING);
  });

  test("is not for an account that is closed or suspended, nor for a client or a program", async () => {
    const id = await work();
    await db().update(users).set({ status: "suspended" }).where(eq(users.id, me.userId));
    await expect(publish(me.by(), id)).rejects.toMatchObject({ status: 401 });
    const device = {
      kind: "device",
      deviceId: "dev_1",
      userId: me.userId,
      plan: "pro",
      address: "",
    } as const;
    const key = { ...device, kind: "key", keyId: "key_1", scopes: ["library", "generate"] } as const;
    for (const actor of [device, key])
      await expect(publishImages({ ctx: testContext(actor), input: { ids: [id] } })).rejects.toMatchObject({
        status: 403,
      });
  });
});

describe("a declaration", () => {
  test.each([
    ["none", "own_photo", "none"],
    ["none", "ai_elsewhere", "declared"],
    ["suspected", "own_photo", "suspected"],
    ["suspected", "ai_elsewhere", "declared"],
    ["made", "own_photo", "made"],
    ["made", "ai_elsewhere", "made"],
  ] as const)("about a photo of class %s as %s makes it %s", async (aiClass, declaration, becomes) => {
    const id = await work({ aiClass });
    await publish(me.by(), id, declaration);
    expect(await standing(id)).toMatchObject({ aiClass: becomes, state: "pending" });
  });

  test("is needed for a photo that nothing is known of, and stands in its history", async () => {
    const id = await work({ aiClass: "none" });
    const silent = publishImages({ ctx: me.by(), input: { ids: [id] } });
    await expect(silent).rejects.toMatchObject({
      status: 400,
      extra: { fields: { declaration: expect.any(String) } },
    });
    await publish(me.by(), id, "own_photo");
    const [move] = await db().select().from(publicationMoves).where(eq(publicationMoves.imageId, id));
    expect(move).toMatchObject({ to: "pending", note: "own_photo" });
  });

  test("says nothing of what is not handed in", async () => {
    const id = await work({ aiClass: "none" });
    await trashImages({ ctx: me.by(), input: { ids: [id] } });
    await publish(me.by(), id, "ai_elsewhere");
    expect((await standing(id)).aiClass).toBe("none");
  });
});

describe("a decision", () => {
  test("that lets an image in makes it found by its words and the names of its tags, from now on", async () => {
    const [tag] = await db()
      .insert(styleTags)
      .values({
        ...{ id: newId("styleTag"), slug: `t-${Date.now()}`, name: "水墨", nameEn: "Ink wash" },
        ...{ category: "art", type: "style", promptFragment: "ink" },
      })
      .returning();
    const id = await work({ prompt: "A Quiet 湖", styleTags: [tag?.slug ?? "", "unknown-tag"] });
    await publish(me.by(), id);
    const view = await decide(id, "approve");
    expect(view).toMatchObject({ state: "public", reason: null, canAppeal: false });
    const { row, tags } = await standing(id);
    expect(row?.searchText).toBe(" a quiet 湖 水 墨 ink wash ");
    expect(tags).toEqual([tag?.slug ?? "", "unknown-tag"].sort());
    expect(row?.score).toBeCloseTo((row?.publishedAt?.getTime() ?? 0) / 1000 / 172_800, 6);
    expect(row).toMatchObject({ decidedBy: "usr_reviewer" });
  });

  test("tells the author once, with its reason, and is in the audit log with what was before", async () => {
    const id = await work();
    await publish(me.by(), id);
    await decide(id, "reject", { reason: "sexual", note: "See the agreement, §4." });
    expect(await noticesOf(me.userId)).toEqual([
      { kind: "publication.rejected", imageId: id, reason: "sexual" },
    ]);
    const [line] = await db().select().from(auditLog).where(eq(auditLog.subjectId, id));
    expect(line).toMatchObject({
      ...{ action: "publication.reject", actorKind: "admin", actorId: "usr_reviewer" },
      ...{ before: { state: "pending", round: 1 }, after: { state: "rejected", reason: "sexual" } },
      reason: "See the agreement, §4.",
    });
    const { items } = await listPublications({ ctx: me.by(), input: { ids: [id] } });
    expect(items).toMatchObject([
      { state: "rejected", reason: "sexual", note: "See the agreement, §4.", canAppeal: true },
    ]);
  });

  test("that takes an image down closes what people reported about it", async () => {
    const id = await workIn("public");
    const reporter = await insertUser();
    await db()
      .insert(imageReports)
      .values({ id: newId("report"), imageId: id, reporterId: reporter.id, reason: "copyright" });
    await decide(id, "take_down");
    const [report] = await db().select().from(imageReports).where(eq(imageReports.imageId, id));
    expect(report).toMatchObject({ resolution: "taken_down", resolvedBy: "usr_reviewer" });
  });

  test("needs a reason for a no and none for a yes", async () => {
    const id = await workIn("pending");
    const tryWith = (input: object) =>
      decidePublication({ ctx: reviewer(), input: { id, ...input } as never }).catch(
        (error: unknown) => error,
      );
    expect(await tryWith({ decision: "reject" })).toBeInstanceOf(Error);
    expect(await tryWith({ decision: "approve", reason: "spam" })).toBeInstanceOf(Error);
    expect((await standing(id)).state).toBe("pending");
  });

  test("is not for people, and not about what was never handed in", async () => {
    const id = await workIn("pending");
    const input = { id, decision: "approve" as const };
    const person = testContext(userActor(me.userId, "enterprise"));
    await expect(decidePublication({ ctx: person, input })).rejects.toMatchObject({ status: 403 });
    const privateId = await work();
    await expect(decide(privateId, "approve")).rejects.toMatchObject({ status: 404 });
  });

  test("lets nobody in whose account is suspended", async () => {
    const id = await workIn("pending");
    await db().update(users).set({ status: "suspended" }).where(eq(users.id, me.userId));
    expect(await decide(id, "approve")).toEqual({ ok: false, reason: "author_not_active" });
    expect((await standing(id)).state).toBe("pending");
  });
});

describe("an appeal", () => {
  test("brings a refusal before a person once; what is decided then is final", async () => {
    const id = await workIn("rejected");
    const view = await appeal(me.by(), id);
    expect(view).toMatchObject({ state: "pending", canAppeal: false, reason: "copyright" });
    const queue = await listReviewQueue({ ctx: reviewer(), input: { appeals: "true", limit: 100 } });
    expect(queue.items.find(({ imageId }) => imageId === id)).toMatchObject({
      appealText: "It is a lake.",
      reason: "copyright",
    });
    await decide(id, "reject");
    expect(await appeal(me.by(), id)).toEqual({ ok: false, reason: "cannot_appeal" });
    expect((await listPublications({ ctx: me.by(), input: { ids: [id] } })).items).toMatchObject([
      { state: "rejected", canAppeal: false },
    ]);
  });

  test("that succeeds makes the image public, without a reason left", async () => {
    const id = await workIn("taken_down");
    await appeal(me.by(), id);
    expect(await decide(id, "approve")).toMatchObject({ state: "public", reason: null, note: null });
    expect((await noticesOf(me.userId)).map(({ kind }) => kind).sort()).toEqual([
      "publication.approved",
      "publication.approved",
      "publication.taken_down",
    ]);
  });

  test("is the author's alone, and not for what lies in the trash", async () => {
    const id = await workIn("rejected");
    const other = await author();
    await expect(appeal(other.by(), id)).rejects.toMatchObject({ status: 404 });
    await trashImages({ ctx: me.by(), input: { ids: [id] } });
    expect(await appeal(me.by(), id)).toEqual({ ok: false, reason: "cannot_appeal" });
    await restoreImages({ ctx: me.by(), input: { ids: [id] } });
    expect((await standing(id)).state).toBe("rejected");
  });
});

describe("the trash", () => {
  test("ends publicity, and what is restored comes back private", async () => {
    const id = await workIn("public", ["watercolor"]);
    await trashImages({ ctx: me.by(), input: { ids: [id] } });
    expect(await standing(id)).toMatchObject({ state: "private", isPublic: false, tags: [] });
    await restoreImages({ ctx: me.by(), input: { ids: [id] } });
    expect(await standing(id)).toMatchObject({ state: "private", isPublic: false });
    expect((await publish(me.by(), id))?.refusal).toBeNull();
  });
});

describe("the review queue", () => {
  test("shows whoever has waited longest first, page by page, to reviewers alone", async () => {
    const ids = [await workIn("pending"), await workIn("pending"), await workIn("pending")];
    const seen: string[] = [];
    for (let cursor: string | undefined; ; ) {
      const found = await listReviewQueue({ ctx: reviewer(), input: { cursor, limit: 2 } });
      seen.push(...found.items.map(({ imageId }) => imageId));
      if (!found.nextCursor) break;
      cursor = found.nextCursor;
    }
    expect(seen.filter((id) => ids.includes(id))).toEqual(ids);
    expect(new Set(seen).size).toBe(seen.length);
    await expect(listReviewQueue({ ctx: me.by(), input: { limit: 2 } })).rejects.toMatchObject({
      status: 403,
    });
  });
});
