import { and, eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { db } from "@/db/client";
import { auditLog, notificationDeliveries, notifications, webhookEndpoints } from "@/db/schema";
import { testContext, userActor } from "@/db/testing";
import { insertUser } from "@/db/testing-users";
import { newId } from "@/lib/platform/ids";
import { startWebhookReceiver } from "@/simulators/webhook-receiver/server";
import { claimDelivery } from "./deliveries/claim";
import { sweepDeliveries } from "./deliveries/sweep";
import { openSecrets, sealAgain } from "./internal/secrets";
import { notifyUser } from "./notify";
import { MAX_ENDPOINTS, MAX_FAILURES } from "./rules";
import type { EndpointWithSecret } from "./schema";
import { createEndpoint } from "./webhooks/create";
import { deleteEndpoint } from "./webhooks/delete";
import { listDeliveries, listEndpoints } from "./webhooks/read";
import { resendDelivery } from "./webhooks/resend";
import { rotateEndpointSecret } from "./webhooks/rotate-secret";
import { testEndpoint } from "./webhooks/test";
import { updateEndpoint } from "./webhooks/update";

vi.hoisted(() => {
  process.env.OUTBOUND_ALLOW = "127.0.0.1:*";
});

let receiver: Awaited<ReturnType<typeof startWebhookReceiver>>;
beforeAll(async () => {
  receiver = await startWebhookReceiver();
});
afterAll(() => receiver.close());

const MINUTE = 60_000;
/** The receiver has a real clock, so the tests begin at the real moment. */
const start = new Date();
const at = (ms: number) => new Date(start.getTime() + ms);
const ports = {
  speak: () => ({ title: "t", body: "b", open: "o", because: "w", settings: "s" }),
  sendWechat: null,
};
const sweep = (now = start) =>
  sweepDeliveries({ ctx: testContext({ kind: "job", name: "test" }, now), ports });

let person: Awaited<ReturnType<typeof insertUser>>;
const own = (now = start) => testContext(userActor(person.id), now);
beforeEach(async () => {
  person = await insertUser();
});

/** An endpoint at an inbox of the receiver that gives these answers. */
async function open(answers: (number | "reset")[] = [], kinds: EndpointWithSecret["kinds"] = []) {
  const name = newId("request");
  const made = await createEndpoint({ ctx: own(), input: { url: `${receiver.url}/hooks/${name}`, kinds } });
  if ("ok" in made) throw new Error(made.reason);
  const set = async (secret: string, next = answers) => {
    const body = JSON.stringify({ secret, answers: next });
    expect((await fetch(`${receiver.url}/__inboxes/${name}`, { method: "PUT", body })).status).toBe(204);
  };
  await set(made.secret);
  const calls = async () =>
    (await (await fetch(`${receiver.url}/__inboxes/${name}`)).json()) as {
      id: string;
      kind: string;
      isRepetition: boolean;
      refusal: string | null;
      body: { data: object; createdAt: string };
    }[];
  return { ...made, set, calls };
}

const tell = (key = newId("request")) =>
  notifyUser({
    ctx: testContext({ kind: "job", name: "test" }, start),
    input: {
      userId: person.id,
      kind: "generation_ended",
      businessKey: key,
      data: { status: "succeeded", delivered: 2 },
    },
  });

const log = async (id: string) => (await listDeliveries({ ctx: own(), input: { id } })).items;

describe("a delivery to an endpoint", () => {
  test("is signed so that an independent receiver takes it, and stands in the log", async () => {
    const hook = await open();
    await tell();
    expect(await sweep()).toEqual({ sent: 1, failed: 0 });
    const [notice] = await db().select().from(notifications).where(eq(notifications.userId, person.id));
    expect(await hook.calls()).toEqual([
      expect.objectContaining({
        id: notice?.id,
        kind: "generation_ended",
        refusal: null,
        isRepetition: false,
        body: {
          id: notice?.id,
          kind: "generation_ended",
          createdAt: start.toISOString(),
          data: { status: "succeeded", delivered: 2 },
        },
      }),
    ]);
    expect(await log(hook.id)).toMatchObject([
      { state: "delivered", status: 204, attempts: 1, error: null, nextAt: null, notificationId: notice?.id },
    ]);
    expect(await sweep(at(MINUTE))).toEqual({ sent: 0, failed: 0 });
  });

  test("that fails is tried again after 1 and 5 and 30 minutes, 2 and 12 hours, then given up", async () => {
    const hook = await open([500, 503, 404, 302, 429, 500]);
    await tell();
    const waits = [1, 5, 30, 120, 720].map((minutes) => minutes * MINUTE);
    let now = 0;
    for (const [index, wait] of waits.entries()) {
      expect((await sweep(at(now))).sent).toBe(1);
      const [row] = await log(hook.id);
      expect(row).toMatchObject({ state: "waiting", attempts: index + 1, error: "status" });
      const nextMs = Date.parse(row?.nextAt ?? "") - at(now).getTime();
      expect(nextMs).toBeGreaterThanOrEqual(wait);
      expect(nextMs).toBeLessThan(wait + 5_000);
      expect((await sweep(at(now + wait - 1_000))).sent).toBe(0);
      // The receiver's clock stands still; what it checks is not the subject here.
      now += nextMs;
    }
    expect((await sweep(at(now))).sent).toBe(1);
    expect(await log(hook.id)).toMatchObject([{ state: "failed", attempts: 6, nextAt: null }]);
    expect((await sweep(at(now + 24 * 60 * MINUTE))).sent).toBe(0);
  });

  test("has the same id in every try, and a broken connection is one", async () => {
    const hook = await open(["reset", 500]);
    await tell();
    for (const minutes of [0, 1.2]) await sweep(at(minutes * MINUTE));
    const calls = await hook.calls();
    expect(new Set(calls.map(({ id }) => id)).size).toBe(1);
    expect(calls.map(({ isRepetition }) => isRepetition)).toEqual([false, true]);
    expect((await log(hook.id))[0]).toMatchObject({ attempts: 2, status: 500 });
  });

  test("that a dead process held is tried again after its lease, and what the dead one says late counts for nothing", async () => {
    const hook = await open();
    await tell();
    const [row] = await db()
      .select()
      .from(notificationDeliveries)
      .where(eq(notificationDeliveries.userId, person.id));
    const ctx = testContext({ kind: "job", name: "test" }, start);
    const held = await claimDelivery(ctx, row?.id ?? "");
    expect(held?.claimed.attempt).toBe(1);
    expect((await sweep(at(MINUTE))).sent).toBe(0);
    expect((await sweep(at(2 * MINUTE + 1_000))).sent).toBe(1);
    const { settleDelivery } = await import("./deliveries/settle");
    if (held) await settleDelivery(ctx, held.claimed, { state: "failed", error: "connection" });
    expect(await log(hook.id)).toMatchObject([{ state: "delivered", attempts: 2 }]);
  });

  test("goes out once however many look at the same moment", async () => {
    const hook = await open();
    await tell();
    const done = await Promise.all([sweep(), sweep(), sweep()]);
    expect(done.reduce((sum, { sent }) => sum + sent, 0)).toBe(1);
    expect(await hook.calls()).toHaveLength(1);
  });

  test("is refused by the receiver under any other secret", async () => {
    const hook = await open();
    await hook.set(`whsec_${"a".repeat(43)}`);
    expect(await testEndpoint({ ctx: own(), input: { id: hook.id } })).toMatchObject({
      state: "failed",
      status: 401,
    });
    expect((await hook.calls()).map(({ refusal }) => refusal)).toEqual(["the signature is wrong"]);
  });

  test("is taken under the new and under the earlier secret for 24 hours after a rotation, then under the new one", async () => {
    const HOUR = 60 * MINUTE;
    for (const [agoMs, states] of [
      [0, ["delivered", "delivered"]],
      [23 * HOUR, ["delivered", "delivered"]],
      [24 * HOUR, ["failed", "delivered"]],
    ] as const) {
      const hook = await open();
      const { secret } = await rotateEndpointSecret({ ctx: own(at(-agoMs)), input: { id: hook.id } });
      expect(secret).toMatch(/^whsec_[\w-]{43}$/);
      expect(secret).not.toBe(hook.secret);
      const found: string[] = [];
      for (const known of [hook.secret, secret]) {
        await hook.set(known);
        found.push((await testEndpoint({ ctx: own(), input: { id: hook.id } })).state);
      }
      expect(found).toEqual(states);
    }
  });

  test("has at most two signatures: a second rotation ends the first secret at once, also one that nobody can read", async () => {
    const hook = await open();
    const second = await rotateEndpointSecret({ ctx: own(), input: { id: hook.id } });
    const third = await rotateEndpointSecret({ ctx: own(), input: { id: hook.id } });
    const found: string[] = [];
    for (const { secret } of [hook, second, third]) {
      await hook.set(secret);
      found.push((await testEndpoint({ ctx: own(), input: { id: hook.id } })).state);
    }
    expect(found).toEqual(["failed", "delivered", "delivered"]);
    await db().update(webhookEndpoints).set({ secretSealed: "AAAA" }).where(eq(webhookEndpoints.id, hook.id));
    const fourth = await rotateEndpointSecret({ ctx: own(), input: { id: hook.id } });
    await hook.set(fourth.secret);
    expect((await testEndpoint({ ctx: own(), input: { id: hook.id } })).state).toBe("delivered");
  });

  test("stays readable with both secrets when the key ring's key changes", async () => {
    const hook = await open();
    const { secret } = await rotateEndpointSecret({ ctx: own(), input: { id: hook.id } });
    const [row] = await db().select().from(webhookEndpoints).where(eq(webhookEndpoints.id, hook.id));
    const again = sealAgain(row?.secretSealed ?? "", hook.id);
    expect(again).not.toBe(row?.secretSealed);
    expect(openSecrets(again, hook.id, start)).toEqual([secret, hook.secret]);
  });

  test("goes only to endpoints that want the kind and are switched on", async () => {
    const wants = await open([], ["generation_ended"]);
    const wantsOthers = await open([], ["order.fulfilled"]);
    const off = await open();
    await updateEndpoint({ ctx: own(), input: { id: off.id, enabled: false } });
    await tell();
    await sweep();
    expect(await wants.calls()).toHaveLength(1);
    expect(await wantsOthers.calls()).toHaveLength(0);
    expect(await off.calls()).toHaveLength(0);
  });

  test("that waits when its endpoint is switched off is dropped", async () => {
    const hook = await open();
    await tell();
    await updateEndpoint({ ctx: own(), input: { id: hook.id, enabled: false } });
    await sweep();
    expect(await log(hook.id)).toMatchObject([{ state: "dropped", error: "endpoint_off" }]);
    expect(await hook.calls()).toHaveLength(0);
  });
});

describe("an endpoint", () => {
  test.each([
    "https://169.254.169.254/latest/meta-data/",
    "https://192.168.1.7/hook",
    "http://example.com/hook",
    "https://localhost/hook",
    "https://example.com:25/hook",
    "https://user:pass@example.com/hook",
  ])("may not lead to %s", async (url) => {
    await expect(createEndpoint({ ctx: own(), input: { url } })).rejects.toMatchObject({
      code: "address_not_allowed",
      extra: { fields: { url: expect.any(String) } },
    });
    const { id } = await open();
    await expect(updateEndpoint({ ctx: own(), input: { id, url } })).rejects.toMatchObject({
      code: "address_not_allowed",
    });
  });

  test("whose address is not allowed any more gets nothing, and it is not tried again", async () => {
    const hook = await open();
    await tell();
    await db()
      .update(webhookEndpoints)
      .set({ url: "https://10.0.0.1/hook" })
      .where(eq(webhookEndpoints.id, hook.id));
    await sweep();
    expect(await log(hook.id)).toMatchObject([
      { state: "failed", error: "address_not_allowed", nextAt: null },
    ]);
  });

  test("is switched off after twenty failures in a row, its owner told once, and on again by hand", async () => {
    const hook = await open();
    await db()
      .update(webhookEndpoints)
      .set({ failures: MAX_FAILURES - 2, url: "https://10.0.0.1/hook" })
      .where(eq(webhookEndpoints.id, hook.id));
    const told = () =>
      db().$count(
        notifications,
        and(eq(notifications.userId, person.id), eq(notifications.kind, "webhook.disabled")),
      );
    const state = async () => (await listEndpoints({ ctx: own() })).items[0];
    await tell();
    await sweep();
    expect(await state()).toMatchObject({ enabled: true, failures: MAX_FAILURES - 1 });
    await tell();
    await tell();
    await sweep();
    expect(await state()).toMatchObject({ enabled: false, disabledBy: "failures" });
    expect(await told()).toBe(1);
    expect(await updateEndpoint({ ctx: own(), input: { id: hook.id, enabled: true } })).toMatchObject({
      enabled: true,
      failures: 0,
      disabledBy: null,
    });
  });

  test("forgets its failures with the first delivery that is taken", async () => {
    const hook = await open();
    await db().update(webhookEndpoints).set({ failures: 7 }).where(eq(webhookEndpoints.id, hook.id));
    await tell();
    await sweep();
    expect((await listEndpoints({ ctx: own() })).items[0]?.failures).toBe(0);
  });

  test("can be tested while it is switched off; a test is sent once, counts as no failure and is not shown to anybody", async () => {
    const hook = await open([500]);
    await updateEndpoint({ ctx: own(), input: { id: hook.id, enabled: false } });
    expect(await testEndpoint({ ctx: own(), input: { id: hook.id } })).toMatchObject({
      kind: "webhook.test",
      state: "failed",
      attempts: 1,
      nextAt: null,
    });
    expect((await listEndpoints({ ctx: own() })).items[0]?.failures).toBe(0);
    const { listNotifications } = await import("./read");
    expect((await listNotifications({ ctx: own(), input: {} })).items).toEqual([]);
  });

  test("sends a failed delivery again on demand with the id that it had, but not while it is switched off", async () => {
    const hook = await open([500]);
    await tell();
    await sweep();
    const [row] = await log(hook.id);
    const input = { id: hook.id, deliveryId: row?.id ?? "" };
    expect(await resendDelivery({ ctx: own(), input })).toMatchObject({ state: "delivered", attempts: 1 });
    const [line] = await db().select().from(auditLog).where(eq(auditLog.subjectId, input.deliveryId));
    expect(line).toMatchObject({
      ...{ action: "notifications.resend-delivery", actorId: person.id },
      before: { state: "waiting", attempts: 1 },
      after: { state: "waiting", attempts: 0 },
    });
    const calls = await hook.calls();
    expect(calls.map(({ isRepetition }) => isRepetition)).toEqual([false, true]);
    await updateEndpoint({ ctx: own(), input: { id: hook.id, enabled: false } });
    expect(await resendDelivery({ ctx: own(), input })).toEqual({ ok: false, reason: "endpoint_off" });
  });

  test("is one of five at most, also when many are made at the same moment", async () => {
    const made = await Promise.all(
      Array.from({ length: 8 }, (_, i) =>
        createEndpoint({ ctx: own(), input: { url: `${receiver.url}/hooks/${i}` } }),
      ),
    );
    expect(made.filter((one) => "ok" in one)).toHaveLength(8 - MAX_ENDPOINTS);
    expect((await listEndpoints({ ctx: own() })).items).toHaveLength(MAX_ENDPOINTS);
  });

  test("stores its secret sealed, and shows it in no list", async () => {
    const hook = await open();
    const [row] = await db().select().from(webhookEndpoints).where(eq(webhookEndpoints.id, hook.id));
    expect(JSON.stringify(row)).not.toContain(hook.secret);
    expect(Buffer.from(row?.secretSealed ?? "", "base64").toString("latin1")).not.toContain(hook.secret);
    expect(JSON.stringify(await listEndpoints({ ctx: own() }))).not.toContain("whsec_");
  });

  test("belongs to one person: another finds, changes, tests and removes nothing", async () => {
    const hook = await open();
    await tell();
    await sweep();
    const [row] = await log(hook.id);
    const other = testContext(userActor((await insertUser()).id));
    const input = { id: hook.id };
    for (const call of [
      () => listDeliveries({ ctx: other, input }),
      () => updateEndpoint({ ctx: other, input: { ...input, enabled: false } }),
      () => rotateEndpointSecret({ ctx: other, input }),
      () => testEndpoint({ ctx: other, input }),
      () => resendDelivery({ ctx: other, input: { ...input, deliveryId: row?.id ?? "" } }),
      () => deleteEndpoint({ ctx: other, input }),
    ])
      await expect(call()).rejects.toMatchObject({ status: 404 });
    await deleteEndpoint({ ctx: own(), input });
    expect(await db().$count(notificationDeliveries, eq(notificationDeliveries.userId, person.id))).toBe(0);
  });
});
