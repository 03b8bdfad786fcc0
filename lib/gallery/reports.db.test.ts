import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { db } from "@/db/client";
import { auditLog, imageReports, publications } from "@/db/schema";
import { adminActor, anonymousActor, testContext, userActor } from "@/db/testing";
import { insertUser } from "@/db/testing-users";
import { newId } from "@/lib/platform/ids";
import { listReports } from "./admin";
import { insertPublication } from "./gallery.fixture";
import { getPublicImage } from "./read";
import { reportImage } from "./report";
import { resolveReports } from "./resolve-reports";
import { listReportsInput } from "./schema";

const as = (user: { id: string }, minute = 0) =>
  testContext(userActor(user.id), new Date(Date.UTC(2026, 5, 1, 0, minute)));
const admin = testContext(adminActor(newId("user")));
const list = (query: Record<string, unknown> = {}) =>
  listReports({ ctx: admin, input: listReportsInput.parse(query) });
const people = () => Promise.all(Array.from({ length: 3 }, () => insertUser()));

beforeEach(async () => {
  await db().delete(imageReports);
});

describe("a report", () => {
  test("is kept once per person and image: a repetition changes nothing, not even its words", async () => {
    const [author, reporter] = await Promise.all([insertUser(), insertUser()]);
    const id = await insertPublication({ userId: author.id });
    const input = { id, reason: "privacy" as const, note: "that is me" };
    expect(await reportImage({ ctx: as(reporter), input })).toEqual({ ok: true });
    expect(await reportImage({ ctx: as(reporter), input: { id, reason: "hate" } })).toEqual({ ok: true });
    const rows = await db().select().from(imageReports).where(eq(imageReports.imageId, id));
    expect(rows).toMatchObject([{ reporterId: reporter.id, reason: "privacy", note: "that is me" }]);
    await getPublicImage({ ctx: admin, input: { id } });
  });

  test("that comes ten times at once is one", async () => {
    const [author, reporter] = await Promise.all([insertUser(), insertUser()]);
    const id = await insertPublication({ userId: author.id });
    const input = { id, reason: "label" as const };
    await Promise.all(Array.from({ length: 10 }, () => reportImage({ ctx: as(reporter), input })));
    expect(await db().$count(imageReports, eq(imageReports.imageId, id))).toBe(1);
  });

  test("of one's own image is not kept, of what is not public is not found, of nobody is refused", async () => {
    const author = await insertUser();
    const id = await insertPublication({ userId: author.id });
    const reason = "other" as const;
    expect(await reportImage({ ctx: as(author), input: { id, reason } })).toEqual({ ok: true });
    expect(await db().$count(imageReports, eq(imageReports.imageId, id))).toBe(0);
    const hidden = await insertPublication({ userId: author.id, state: "pending" });
    for (const missing of [hidden, newId("image")])
      await expect(
        reportImage({ ctx: as(await insertUser()), input: { id: missing, reason } }),
      ).rejects.toMatchObject({ status: 404 });
    await expect(
      reportImage({ ctx: testContext(anonymousActor()), input: { id, reason } }),
    ).rejects.toMatchObject({ status: 401 });
  });

  test("has a note of at most 500 characters", async () => {
    const [author, reporter] = await Promise.all([insertUser(), insertUser()]);
    const id = await insertPublication({ userId: author.id });
    await expect(
      reportImage({ ctx: as(reporter), input: { id, reason: "other", note: "x".repeat(501) } }),
    ).rejects.toThrow();
    expect(await db().$count(imageReports, eq(imageReports.imageId, id))).toBe(0);
  });
});

describe("the reviewers' list", () => {
  test("groups by image, longest waiting first, and says which three people have reported", async () => {
    const [author, ...reporters] = [await insertUser(), ...(await people())];
    const [often, once] = [
      await insertPublication({ userId: author.id, prompt: "often" }),
      await insertPublication({ userId: author.id, prompt: "once" }),
    ];
    for (const [minute, reporter] of reporters.entries())
      await reportImage({
        ctx: as(reporter, minute + 1),
        input: {
          id: often,
          reason: minute === 0 ? "hate" : "violence",
          note: minute === 2 ? "" : `note ${minute}`,
        },
      });
    await reportImage({ ctx: as(reporters[0] ?? author, 0), input: { id: once, reason: "label" } });
    const { items, nextCursor } = await list();
    expect(nextCursor).toBeNull();
    expect(items).toEqual([
      {
        ...{
          imageId: once,
          prompt: "once",
          author: author.username,
          reports: 1,
          reasons: ["label"],
          notes: [],
        },
        ...{ firstAt: "2026-06-01T00:00:00.000Z", needsReview: false },
      },
      {
        ...{
          imageId: often,
          prompt: "often",
          author: author.username,
          reports: 3,
          reasons: ["violence", "hate"],
        },
        notes: [
          { reason: "violence", note: "note 1", createdAt: "2026-06-01T00:02:00.000Z" },
          { reason: "hate", note: "note 0", createdAt: "2026-06-01T00:01:00.000Z" },
        ],
        ...{ firstAt: "2026-06-01T00:01:00.000Z", needsReview: true },
      },
    ]);
    expect((await list({ atLeast: 3 })).items.map((item) => item.imageId)).toEqual([often]);
    const first = await list({ limit: 1 });
    const second = await list({ limit: 1, cursor: first.nextCursor });
    expect([...first.items, ...second.items].map((item) => item.imageId)).toEqual([once, often]);
    expect(second.nextCursor).toBeNull();
  });

  test("leaves out what is not public any more, and is for reviewers alone", async () => {
    const [author, reporter] = await Promise.all([insertUser(), insertUser()]);
    const id = await insertPublication({ userId: author.id });
    await reportImage({ ctx: as(reporter), input: { id, reason: "illegal" } });
    await db().update(publications).set({ state: "taken_down" }).where(eq(publications.imageId, id));
    expect((await list()).items).toEqual([]);
    for (const ctx of [as(reporter), testContext(anonymousActor())])
      await expect(listReports({ ctx, input: listReportsInput.parse({}) })).rejects.toMatchObject({
        status: ctx.actor.kind === "user" ? 403 : 401,
      });
  });

  test("loses an image when its reports are resolved, with a line in the audit, once", async () => {
    const [author, ...reporters] = [await insertUser(), ...(await people())];
    const id = await insertPublication({ userId: author.id });
    for (const reporter of reporters)
      await reportImage({ ctx: as(reporter), input: { id, reason: "other" } });
    const input = { id, resolution: "kept" as const, reason: "nothing wrong with it" };
    await expect(resolveReports({ ctx: as(author), input })).rejects.toMatchObject({ status: 403 });
    expect(await resolveReports({ ctx: admin, input })).toEqual({ resolved: 3 });
    expect(await resolveReports({ ctx: admin, input })).toEqual({ resolved: 0 });
    expect((await list()).items).toEqual([]);
    const rows = await db().select().from(imageReports).where(eq(imageReports.imageId, id));
    expect(new Set(rows.map((row) => row.resolution))).toEqual(new Set(["kept"]));
    expect(await db().select().from(auditLog).where(eq(auditLog.subjectId, id))).toMatchObject([
      {
        ...{ before: { openReports: 3, resolution: null }, after: { openReports: 0, resolution: "kept" } },
        reason: "nothing wrong with it",
      },
    ]);
    // Who has reported it once has said it: a resolved report does not open again.
    await reportImage({ ctx: as(reporters[0] ?? author), input: { id, reason: "hate" } });
    expect((await list()).items).toEqual([]);
  });
});
