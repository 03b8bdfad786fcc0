import { desc, eq } from "drizzle-orm";
import { afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { db } from "@/db/client";
import { announcements, auditLog, platformSettings } from "@/db/schema";
import { adminActor, testContext, userActor } from "@/db/testing";
import { insertUser } from "@/db/testing-users";
import { env } from "@/lib/platform/env";
import { forget } from "@/lib/platform/process/singleton";
import { describeSetting, findAnnouncement, listAnnouncements } from "./admin";
import { createAnnouncement } from "./announcements/create";
import { endAnnouncement } from "./announcements/end";
import { updateAnnouncement } from "./announcements/update";
import { getSetting, listNotices } from "./read";
import type { AnnouncementView } from "./schema";
import { updateSetting } from "./update";

let adminId: string;
const admin = (now?: Date) => testContext(adminActor(adminId), now);
let auditor: ReturnType<typeof testContext<ReturnType<typeof userActor>>>;
const lines = (subjectId: string) =>
  db().select().from(auditLog).where(eq(auditLog.subjectId, subjectId)).orderBy(desc(auditLog.id));

beforeAll(async () => {
  adminId = (await insertUser({ role: "admin" })).id;
  auditor = testContext(userActor((await insertUser({ role: "auditor" })).id, "free", "auditor"));
});
beforeEach(async () => {
  await db().delete(platformSettings);
  await db().delete(announcements);
  await db().delete(auditLog);
  forget("settings.held");
});
afterEach(() => {
  env().SIGN_UP_OPEN = true;
});

describe("updateSetting", () => {
  test("sets a value that holds at once in this process, with before and after in the audit log", async () => {
    const ctx = admin();
    expect(await getSetting(ctx, "ios_purchase_enabled")).toBe(false);
    await updateSetting({ ctx, input: { key: "ios_purchase_enabled", value: true, reason: "agreed" } });
    expect(await getSetting(ctx, "ios_purchase_enabled")).toBe(true);
    expect(await lines("settings.ios_purchase_enabled")).toMatchObject([
      { action: "settings.update", before: false, after: true, reason: "agreed", actorId: adminId },
    ]);
    expect(await describeSetting({ ctx: auditor, key: "ios_purchase_enabled" })).toMatchObject({
      ...{ value: true, isSet: true, isFixed: false, updatedAt: ctx.now.toISOString() },
      updatedBy: expect.any(String),
    });
  });

  test("repeats safely: what holds already is set without another line", async () => {
    const input = { key: "sign_up_open" as const, value: false, reason: "too many" };
    for (let n = 0; n < 3; n += 1) await updateSetting({ ctx: admin(), input });
    await Promise.all([1, 2, 3].map(() => updateSetting({ ctx: admin(), input })));
    expect(await lines("settings.sign_up_open")).toHaveLength(1);
  });

  test("is refused for an auditor and for a person, and refuses what has another shape", async () => {
    const input = { key: "sign_up_open" as const, value: false, reason: "because" };
    await expect(updateSetting({ ctx: auditor, input })).rejects.toMatchObject({ status: 403 });
    const person = testContext(userActor((await insertUser()).id, "enterprise"));
    await expect(updateSetting({ ctx: person, input })).rejects.toMatchObject({ status: 403 });
    const wrong = { ...input, value: "no" as unknown as boolean };
    await expect(updateSetting({ ctx: admin(), input: wrong })).rejects.toThrow();
    expect(await getSetting(admin(), "sign_up_open")).toBe(true);
  });

  test("a stored value of another shape counts as not set", async () => {
    await db().insert(platformSettings).values({ key: "maintenance", value: "soon", updatedBy: adminId });
    expect(await getSetting(admin(), "maintenance")).toEqual({ on: false, textZh: "", textEn: "" });
  });

  test("says that the environment has closed sign-up for good", async () => {
    env().SIGN_UP_OPEN = false;
    expect(await describeSetting({ ctx: auditor, key: "sign_up_open" })).toMatchObject({ isFixed: true });
  });
});

const reason = "a new release";
const says = { level: "info" as const, textZh: "今晚升级", textEn: "An upgrade tonight", reason };
const texts = async (locale: "zh-CN" | "en" = "zh-CN", now?: Date) =>
  (await listNotices({ ctx: admin(now), locale })).map(({ text }) => text);
const made = async (input: object = {}, now?: Date) =>
  (await createAnnouncement({ ctx: admin(now), input: { ...says, ...input } })) as AnnouncementView;

describe("announcements", () => {
  test("one stands above the pages from its start to its end, in the reader's language", async () => {
    const start = new Date(Date.now() + 60_000);
    const end = new Date(start.getTime() + 60_000);
    await made({ startsAt: start.toISOString(), endsAt: end.toISOString() });
    expect(await texts()).toEqual([]);
    expect(await texts("zh-CN", start)).toEqual(["今晚升级"]);
    expect(await texts("en", start)).toEqual(["An upgrade tonight"]);
    expect(await texts("zh-CN", end)).toEqual([]);
  });

  test("making, changing and ending one stand in the audit log with before and after", async () => {
    const { id } = await made({ href: "/pricing" });
    expect(await texts()).toEqual(["今晚升级"]);
    await updateAnnouncement({ ctx: admin(), input: { id, ...says, level: "warning", textZh: "明晚升级" } });
    expect(await texts()).toEqual(["明晚升级"]);
    expect((await lines(id))[0]).toMatchObject({
      action: "announcements.update",
      before: { textZh: "今晚升级", level: "info", href: "/pricing" },
      after: { textZh: "明晚升级", level: "warning", href: null },
    });
    // The same once more changes nothing, so nothing is said of it.
    await updateAnnouncement({ ctx: admin(), input: { id, ...says, level: "warning", textZh: "明晚升级" } });
    const ended = await endAnnouncement({ ctx: admin(), input: { id, reason } });
    expect(ended.state).toBe("ended");
    expect(await texts()).toEqual([]);
    expect((await lines(id)).map(({ action }) => action)).toEqual([
      "announcements.end",
      "announcements.update",
      "announcements.create",
    ]);
    expect((await lines(id)).map((line) => line.reason)).toEqual([reason, reason, reason]);
  });

  test("ending repeats safely, also for one that has not begun, and what has ended cannot be said anew", async () => {
    const { id } = await made({ startsAt: new Date(Date.now() + 3_600_000).toISOString() });
    const first = await endAnnouncement({ ctx: admin(), input: { id, reason } });
    expect(await endAnnouncement({ ctx: admin(), input: { id, reason } })).toMatchObject({
      endsAt: first.endsAt,
    });
    expect(await lines(id)).toHaveLength(2);
    expect(await updateAnnouncement({ ctx: admin(), input: { id, ...says } })).toEqual({
      ok: false,
      reason: "announcement_ended",
    });
  });

  test("none is made, said anew or ended without saying why", async () => {
    const { id } = await made();
    const { reason: _, ...without } = says;
    for (const why of [{}, { reason: "x" }]) {
      const input = { ...without, ...why } as typeof says;
      await expect(createAnnouncement({ ctx: admin(), input })).rejects.toThrow();
      await expect(updateAnnouncement({ ctx: admin(), input: { id, ...input } })).rejects.toThrow();
      const end = { id, ...why } as { id: string; reason: string };
      await expect(endAnnouncement({ ctx: admin(), input: end })).rejects.toThrow();
    }
    expect(await lines(id)).toHaveLength(1);
    expect(await texts()).toEqual(["今晚升级"]);
  });

  test("one that would end before it begins is refused", async () => {
    const input = { ...says, endsAt: "2020-01-01T00:00:00Z" };
    const refused = { ok: false, reason: "announcement_span" };
    expect(await createAnnouncement({ ctx: admin(), input })).toEqual(refused);
    const { id } = await made();
    expect(await updateAnnouncement({ ctx: admin(), input: { id, ...input } })).toEqual(refused);
  });

  test("an auditor reads them page by page and writes none", async () => {
    const first = await made({}, new Date("2026-01-01T00:00:00Z"));
    const second = await made({}, new Date("2026-02-01T00:00:00Z"));
    const page = await listAnnouncements({ ctx: auditor, input: { limit: 1 } });
    expect(page.items.map(({ id }) => id)).toEqual([second.id]);
    const rest = await listAnnouncements({
      ctx: auditor,
      input: { limit: 1, cursor: page.nextCursor ?? "" },
    });
    expect(rest.items.map(({ id }) => id)).toEqual([first.id]);
    expect(await findAnnouncement({ ctx: auditor, input: { id: first.id } })).toMatchObject({ id: first.id });
    const { id } = first;
    await expect(createAnnouncement({ ctx: auditor, input: says })).rejects.toMatchObject({ status: 403 });
    await expect(updateAnnouncement({ ctx: auditor, input: { id, ...says } })).rejects.toMatchObject({
      status: 403,
    });
    await expect(endAnnouncement({ ctx: auditor, input: { id, reason } })).rejects.toMatchObject({
      status: 403,
    });
  });
});

test("maintenance stands above everything while it is on", async () => {
  await made();
  const maintenance = { on: true, textZh: "维护到 3 点", textEn: "Maintenance until 3" };
  await updateSetting({ ctx: admin(), input: { key: "maintenance", value: maintenance, reason: "upgrade" } });
  expect(await texts()).toEqual(["维护到 3 点", "今晚升级"]);
  const off = { key: "maintenance" as const, value: { ...maintenance, on: false }, reason: "done" };
  await updateSetting({ ctx: admin(), input: off });
  expect(await texts()).toEqual(["今晚升级"]);
  expect((await lines("settings.maintenance"))[0]).toMatchObject({
    before: { on: true },
    after: { on: false },
  });
});
