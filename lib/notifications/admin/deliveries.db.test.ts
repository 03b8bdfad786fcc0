import { desc, eq } from "drizzle-orm";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { db } from "@/db/client";
import { auditLog, notificationDeliveries, notifications, webhookEndpoints } from "@/db/schema";
import { adminActor, testContext, userActor } from "@/db/testing";
import { insertUser } from "@/db/testing-users";
import { newId } from "@/lib/platform/ids";
import { sendDeliveryAgain } from "../deliveries/send-again";
import { findDelivery, listAllDeliveries } from "./deliveries";

let adminId: string;
let auditor: ReturnType<typeof testContext<ReturnType<typeof userActor>>>;
let person: Awaited<ReturnType<typeof insertUser>>;
const admin = () => testContext(adminActor(adminId));

beforeAll(async () => {
  adminId = (await insertUser({ role: "admin" })).id;
  auditor = testContext(userActor((await insertUser({ role: "auditor" })).id, "free", "auditor"));
});
beforeEach(async () => {
  await db().delete(notifications);
  await db().delete(auditLog);
  person = await insertUser();
});

let minute = 0;
/** A delivery of the person's, each a minute younger than the one before. */
async function deliver(parts: Partial<typeof notificationDeliveries.$inferInsert> = {}) {
  minute += 1;
  const createdAt = new Date(Date.UTC(2026, 2, 1, 0, minute));
  const [notificationId, id] = [newId("notification"), newId("delivery")];
  const userId = parts.userId ?? person.id;
  await db()
    .insert(notifications)
    .values({
      ...{ id: notificationId, userId, kind: "generation_ended", businessKey: id, createdAt },
      data: { status: "succeeded", delivered: 1 },
    });
  await db()
    .insert(notificationDeliveries)
    .values({ id, notificationId, userId, channel: "email", createdAt, ...parts });
  return id;
}
async function endpoint(disabledAt: Date | null = null) {
  const id = newId("webhookEndpoint");
  await db()
    .insert(webhookEndpoints)
    .values({
      ...{ id, userId: person.id, url: "https://hooks.example/secret-part?key=1", kinds: [] },
      secretSealed: "sealed",
      disabledAt,
      disabledBy: disabledAt && "person",
    });
  return id;
}
const ids = async (input: Parameters<typeof listAllDeliveries>[0]["input"]) =>
  (await listAllDeliveries({ ctx: auditor, input })).items.map(({ id }) => id);

describe("listAllDeliveries", () => {
  test("shows everybody's, newest first, page by page", async () => {
    const [first, second] = [await deliver(), await deliver({ userId: (await insertUser()).id })];
    const page = await listAllDeliveries({ ctx: auditor, input: { limit: 1 } });
    expect(page.items.map(({ id }) => id)).toEqual([second]);
    expect(await ids({ limit: 1, cursor: page.nextCursor ?? "" })).toEqual([first]);
  });

  test("filters by channel, state and person, alone and together", async () => {
    const failed = await deliver({ state: "failed", error: "mail_failed", attempts: 3 });
    const sent = await deliver({ state: "delivered" });
    const wechat = await deliver({ channel: "wechat", state: "failed" });
    const others = await deliver({ userId: (await insertUser()).id, state: "failed" });
    expect(await ids({ state: "failed" })).toEqual([others, wechat, failed]);
    expect(await ids({ channel: "wechat" })).toEqual([wechat]);
    for (const user of [person.id, person.email ?? "", person.username])
      expect(await ids({ user }), user).toEqual([wechat, sent, failed]);
    expect(await ids({ user: person.id, state: "failed", channel: "email" })).toEqual([failed]);
    expect(await ids({ user: "nobody" })).toEqual([]);
  });

  test("shows of an endpoint no more than its host", async () => {
    const id = await deliver({ channel: "webhook", endpointId: await endpoint(), status: 500 });
    const view = await findDelivery({ ctx: auditor, input: { id } });
    expect(view).toMatchObject({ endpointHost: "hooks.example", status: 500, username: person.username });
    expect(JSON.stringify(view)).not.toContain("secret-part");
    expect(await findDelivery({ ctx: auditor, input: { id: "dlv_x" } })).toBeNull();
  });

  test("is for those who may read the panel", async () => {
    const ctx = testContext(userActor(person.id, "enterprise"));
    await expect(listAllDeliveries({ ctx, input: {} })).rejects.toMatchObject({ status: 403 });
    await expect(findDelivery({ ctx, input: { id: "x" } })).rejects.toMatchObject({ status: 403 });
  });
});

describe("sendDeliveryAgain", () => {
  const rowOf = async (id: string) =>
    (await db().select().from(notificationDeliveries).where(eq(notificationDeliveries.id, id)))[0];
  const again = (id: string) => sendDeliveryAgain({ ctx: admin(), input: { id } });
  const refused = (reason: string) => ({ ok: false, reason });

  test("puts what failed back into the queue, with before and after in the audit log", async () => {
    const id = await deliver({ state: "failed", error: "mail_failed", attempts: 5 });
    expect(await again(id)).toEqual({ id });
    expect(await rowOf(id)).toMatchObject({ state: "waiting", attempts: 0, nextAt: expect.any(Date) });
    const [line] = await db().select().from(auditLog).orderBy(desc(auditLog.id));
    expect(line).toMatchObject({
      ...{ action: "notifications.send-again", subjectId: id, actorId: adminId },
      before: { state: "failed", attempts: 5, error: "mail_failed" },
      after: { state: "waiting", attempts: 0 },
    });
  });

  test("repeats safely: what waits, is being sent or has arrived is left alone", async () => {
    const id = await deliver({ state: "failed" });
    const answers = await Promise.all([1, 2, 3].map(() => again(id)));
    expect(answers.filter((answer) => "id" in answer)).toHaveLength(1);
    expect(await db().$count(auditLog)).toBe(1);
    for (const state of ["sending", "delivered", "waiting"] as const)
      expect(await again(await deliver({ state }))).toEqual(refused("delivery_not_failed"));
  });

  test("is refused where the endpoint is off, for an auditor, and for what does not exist", async () => {
    const off = await endpoint(new Date());
    const id = await deliver({ channel: "webhook", endpointId: off, state: "failed" });
    expect(await again(id)).toEqual(refused("endpoint_off"));
    await expect(sendDeliveryAgain({ ctx: auditor, input: { id } })).rejects.toMatchObject({ status: 403 });
    await expect(again(newId("delivery"))).rejects.toMatchObject({ status: 404 });
    expect((await rowOf(id))?.state).toBe("failed");
  });
});
