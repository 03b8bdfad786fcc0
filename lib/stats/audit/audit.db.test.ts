import { beforeAll, describe, expect, test } from "vitest";
import { transact } from "@/db/client";
import { adminActor, testContext, userActor } from "@/db/testing";
import { insertUser } from "@/db/testing-users";
import { recordAudit } from "@/lib/audit/record";
import type { Ctx } from "@/lib/platform/context";
import { findAuditLine, listAuditActions, listAuditLines } from "./read";

const line = (ctx: Ctx, action: string, subjectId: string) =>
  transact(ctx, (inner, tx) =>
    recordAudit(inner, tx, {
      action,
      subjectId,
      before: { plan: "free" },
      after: { plan: "pro" },
      reason: "asked",
    }),
  );

let reader: Ctx;
let admin: Awaited<ReturnType<typeof insertUser>>;

beforeAll(async () => {
  admin = await insertUser({ role: "admin" });
  const auditor = await insertUser({ role: "auditor" });
  reader = testContext(userActor(auditor.id, "free", "auditor"));
  // 16:30 UTC is half past midnight of the next day in Shanghai.
  await line(
    testContext(adminActor(admin.id), new Date("2026-03-01T15:59:59Z")),
    "users.change-plan",
    "usr_one",
  );
  await line(
    testContext(adminActor(admin.id), new Date("2026-03-01T16:30:00Z")),
    "users.change-plan",
    "usr_two",
  );
  await line(testContext(), "credits.expire", "usr_one");
});

const subjects = async (input: Parameters<typeof listAuditLines>[0]["input"]) =>
  (await listAuditLines({ ctx: reader, input })).items.map((item) => [item.action, item.subjectId]);

describe("listAuditLines", () => {
  test("a request leads to what it wrote, and to nothing else", async () => {
    const [known] = (await listAuditLines({ ctx: reader, input: { subject: "usr_two" } })).items;
    expect(await subjects({ request: known?.requestId })).toEqual([["users.change-plan", "usr_two"]]);
    expect(await subjects({ request: "req_unknown" })).toEqual([]);
  });

  test("shows the newest first, page by page, with who, what, before, after and why", async () => {
    const first = await listAuditLines({ ctx: reader, input: { limit: 1 } });
    expect(first.items).toMatchObject([{ action: "credits.expire", actorKind: "job", actorName: null }]);
    const second = await listAuditLines({
      ctx: reader,
      input: { limit: 1, cursor: first.nextCursor ?? "" },
    });
    expect(second.items).toMatchObject([
      {
        action: "users.change-plan",
        subjectId: "usr_two",
        actorId: admin.id,
        actorName: admin.username,
        before: { plan: "free" },
        after: { plan: "pro" },
        reason: "asked",
      },
    ]);
  });

  test("filters by actor in each way of naming one, by subject, by action and by days in Shanghai", async () => {
    for (const actor of [admin.id, admin.email ?? "", admin.username.toUpperCase()])
      expect(await subjects({ actor }), actor).toHaveLength(2);
    expect(await subjects({ actor: "nobody@example.test" })).toEqual([]);
    expect(await subjects({ subject: "usr_one" })).toEqual([
      ["credits.expire", "usr_one"],
      ["users.change-plan", "usr_one"],
    ]);
    expect(await subjects({ action: "credits.expire", subject: "usr_two" })).toEqual([]);
    expect(await subjects({ to: "2026-03-01" })).toEqual([["users.change-plan", "usr_one"]]);
    expect(await subjects({ from: "2026-03-02", to: "2026-03-02" })).toEqual([
      ["users.change-plan", "usr_two"],
    ]);
  });

  test("is for those who may read the panel", async () => {
    const person = testContext(userActor((await insertUser()).id, "enterprise"));
    await expect(listAuditLines({ ctx: person, input: {} })).rejects.toMatchObject({ status: 403 });
    await expect(findAuditLine({ ctx: person, input: { id: "x" } })).rejects.toMatchObject({ status: 403 });
    await expect(listAuditActions({ ctx: person })).rejects.toMatchObject({ status: 403 });
  });
});

test("one line is found by its id, and what is no id is nobody's", async () => {
  const [newest] = (await listAuditLines({ ctx: reader, input: { limit: 1 } })).items;
  expect(await findAuditLine({ ctx: reader, input: { id: newest?.id ?? "" } })).toEqual(newest);
  expect(await findAuditLine({ ctx: reader, input: { id: "aud_1; drop" } })).toBeNull();
});

test("every action that occurs is offered once", async () => {
  expect(await listAuditActions({ ctx: reader })).toEqual(["credits.expire", "users.change-plan"]);
});
