import { and, eq } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { db, transact } from "@/db/client";
import { listen } from "@/db/listen";
import {
  notificationDeliveries,
  notificationPreferences,
  notifications,
  webhookEndpoints,
  wechatSubscriptions,
} from "@/db/schema";
import { testContext, userActor } from "@/db/testing";
import { insertUser } from "@/db/testing-users";
import { newId } from "@/lib/platform/ids";
import { forgetNotifications } from "./forget";
import { DELIVERY_CHANNEL } from "./internal/channels";
import { markNotificationsRead } from "./mark-read";
import { notifyUser } from "./notify";
import { pruneNotifications } from "./prune";
import { getPreferences, listNotifications, summariseNotifications } from "./read";
import type { NoticeKind } from "./rules";
import type { NoticeSummary } from "./schema";
import { updatePreferences } from "./update-preferences";
import { watchNotifications } from "./watch";
import { createEndpoint } from "./webhooks/create";

const job = (now = new Date()) => testContext({ kind: "job", name: "test" } as const, now);
let person: Awaited<ReturnType<typeof insertUser>>;
const own = (now = new Date()) => testContext(userActor(person.id), now);
beforeEach(async () => {
  person = await insertUser();
});

const tell = (kind: NoticeKind, { key = newId("request"), now = new Date(), userId = person.id } = {}) =>
  notifyUser({ ctx: job(now), input: { userId, kind, businessKey: key, data: { orderId: "ord_1" } } });
const deliveries = () =>
  db().select().from(notificationDeliveries).where(eq(notificationDeliveries.userId, person.id));
const list = async (input: { unread?: "true"; cursor?: string; limit?: number } = {}) =>
  listNotifications({ ctx: own(), input });
const choose = (kind: NoticeKind, channel: "app" | "email" | "wechat", enabled: boolean) =>
  updatePreferences({ ctx: own(), input: { items: [{ kind, channel, enabled }] } });

describe("telling a person", () => {
  test("happens once per business key, with one delivery per way, however many causes come at once", async () => {
    await createEndpoint({ ctx: own(), input: { url: "https://hooks.example.com/a" } });
    const key = newId("request");
    await Promise.all(Array.from({ length: 6 }, () => tell("order.fulfilled", { key })));
    expect((await list()).items).toHaveLength(1);
    expect((await deliveries()).map(({ channel, state }) => [channel, state]).sort()).toEqual([
      ["email", "waiting"],
      ["webhook", "waiting"],
    ]);
  });

  test("leaves nothing behind where the cause's transaction fails, and nobody hears of it", async () => {
    const heard: string[] = [];
    const unlisten = await listen(DELIVERY_CHANNEL, (id) => void heard.push(id));
    const failed = transact(job(), async (ctx) => {
      const input = {
        userId: person.id,
        kind: "order.fulfilled",
        businessKey: newId("request"),
        data: {},
      } as const;
      await notifyUser({ ctx, input });
      throw new Error("the cause did not happen");
    });
    await expect(failed).rejects.toThrow("did not happen");
    await tell("order.fulfilled");
    const [row] = await deliveries();
    await expect.poll(() => heard).toContain(row?.id);
    unlisten();
    expect(heard).toHaveLength(1);
    expect((await list()).items).toHaveLength(1);
  });

  test("uses the ways that they chose, over the defaults of the kind", async () => {
    await tell("generation_ended");
    expect(await deliveries()).toEqual([]);
    await choose("generation_ended", "email", true);
    await choose("order.fulfilled", "email", false);
    await tell("generation_ended");
    await tell("order.fulfilled");
    expect((await deliveries()).map(({ channel }) => channel)).toEqual(["email"]);
  });

  test("whose account is closed sends nothing", async () => {
    const gone = await insertUser({ status: "deleted" });
    await tell("order.refunded", { userId: gone.id });
    expect(await db().$count(notificationDeliveries, eq(notificationDeliveries.userId, gone.id))).toBe(0);
  });
});

describe("the centre", () => {
  test("shows the newest first, page by page, and the unread ones alone", async () => {
    const start = Date.now() - 60_000;
    for (let i = 0; i < 5; i += 1) await tell("order.fulfilled", { now: new Date(start + i * 1_000) });
    const first = await list({ limit: 2 });
    const second = await list({ limit: 2, cursor: first.nextCursor ?? "" });
    const last = await list({ limit: 2, cursor: second.nextCursor ?? "" });
    const ids = [first, second, last].flatMap(({ items }) => items.map(({ createdAt }) => createdAt));
    expect(ids).toEqual(ids.toSorted().reverse());
    expect(ids).toHaveLength(5);
    expect(last.nextCursor).toBeNull();
    const [newest] = first.items;
    const summary = await markNotificationsRead({ ctx: own(), input: { ids: [newest?.id ?? ""] } });
    expect(summary).toMatchObject({ unread: 4, newest: { id: newest?.id } });
    expect((await list({ unread: "true" })).items).toHaveLength(4);
  });

  test("marks everything up to a moment, and nothing that came after it", async () => {
    const start = Date.now() - 60_000;
    await tell("order.fulfilled", { now: new Date(start) });
    await tell("order.fulfilled", { now: new Date(start + 1_000) });
    await tell("order.fulfilled", { now: new Date(start + 2_000) });
    const before = new Date(start + 1_000).toISOString();
    expect(await markNotificationsRead({ ctx: own(), input: { before } })).toMatchObject({ unread: 1 });
  });

  test("is one person's: another sees nothing and marks nothing", async () => {
    await tell("order.fulfilled");
    const [mine] = (await list()).items;
    const other = testContext(userActor((await insertUser()).id));
    expect((await listNotifications({ ctx: other, input: {} })).items).toEqual([]);
    await markNotificationsRead({ ctx: other, input: { ids: [mine?.id ?? ""] } });
    expect((await list()).items[0]?.readAt).toBeNull();
  });

  test("hides the kinds that the person does not want to see, counted and listed alike, and shows them again", async () => {
    await tell("order.fulfilled");
    await tell("generation_ended");
    await choose("generation_ended", "app", false);
    expect((await list()).items.map(({ kind }) => kind)).toEqual(["order.fulfilled"]);
    expect(await summariseNotifications({ ctx: own() })).toMatchObject({ unread: 1 });
    await choose("generation_ended", "app", true);
    expect((await list()).items).toHaveLength(2);
  });

  test("counts unread ones up to a hundred", async () => {
    const now = new Date();
    const rows = Array.from({ length: 130 }, () => ({
      id: newId("notification"),
      userId: person.id,
      kind: "order.fulfilled",
      businessKey: newId("request"),
      data: {},
      createdAt: now,
    }));
    await db().insert(notifications).values(rows);
    expect((await summariseNotifications({ ctx: own() })).unread).toBe(100);
  });
});

describe("preferences", () => {
  test("name every kind with what holds, and why a channel cannot be used", async () => {
    const view = await getPreferences({ ctx: own() });
    expect(view.channels).toEqual({ email: { trouble: "no_mail" }, wechat: { trouble: "no_template" } });
    expect(view.items.find(({ kind }) => kind === "order.fulfilled")).toEqual({
      kind: "order.fulfilled",
      group: "order",
      app: true,
      email: true,
      wechat: null,
    });
  });

  test("keep the last word about a kind and a channel, and refuse a channel that a kind does not have", async () => {
    const item = { kind: "order.fulfilled", channel: "email" } as const;
    const view = await updatePreferences({
      ctx: own(),
      input: {
        items: [
          { ...item, enabled: true },
          { ...item, enabled: false },
        ],
      },
    });
    expect(view.items.find(({ kind }) => kind === item.kind)?.email).toBe(false);
    await expect(choose("webhook.disabled", "wechat", true)).rejects.toMatchObject({ code: "invalid_input" });
  });
});

describe("the stream", () => {
  const open = async () => {
    const left = new AbortController();
    const reader = (await watchNotifications({ ctx: own(), signal: left.signal })).getReader();
    let text = "";
    const next = async (): Promise<NoticeSummary> => {
      for (;;) {
        const found = /event: summary\ndata: (.*)\n\n/.exec(text);
        if (found) {
          text = text.slice(found.index + found[0].length);
          return JSON.parse(found[1] ?? "");
        }
        const { value, done } = await reader.read();
        if (done) throw new Error("the stream ended");
        text += Buffer.from(value).toString();
      }
    };
    return { next, reader, left };
  };

  test("tells the count at once, and again when something comes and when it is read elsewhere", async () => {
    const { next, left, reader } = await open();
    expect(await next()).toEqual({ unread: 0, newest: null });
    await tell("order.fulfilled");
    const told = await next();
    expect(told).toMatchObject({ unread: 1, newest: { kind: "order.fulfilled", readAt: null } });
    await markNotificationsRead({ ctx: own(), input: { ids: [told.newest?.id ?? ""] } });
    expect(await next()).toMatchObject({ unread: 0 });
    left.abort();
    await reader.cancel();
    expect((await reader.read()).done).toBe(true);
  });

  test("says nothing of what happens to others", async () => {
    const { next, left } = await open();
    await next();
    await tell("order.fulfilled", { userId: (await insertUser()).id });
    await tell("order.refunded");
    expect(await next()).toMatchObject({ unread: 1, newest: { kind: "order.refunded" } });
    left.abort();
  });

  test("is one of 24 that a person may have, whatever they are about", async () => {
    const all = await Promise.all(Array.from({ length: 24 }, () => open()));
    await expect(open()).rejects.toMatchObject({ status: 429 });
    all[0]?.left.abort();
    await all[0]?.reader.cancel();
    await expect
      .poll(() =>
        open().then(
          ({ left }) => left.abort() ?? true,
          () => false,
        ),
      )
      .toBe(true);
    for (const { left } of all) left.abort();
  });
});

describe("the end of things", () => {
  test("the night removes notifications after 180 days and deliveries after 30, and nothing younger", async () => {
    const day = 86_400_000;
    const now = new Date();
    const ago = (days: number) => new Date(now.getTime() - days * day);
    for (const days of [181, 179, 31, 29]) await tell("order.fulfilled", { now: ago(days) });
    await pruneNotifications({ ctx: job(now) });
    expect((await list()).items).toHaveLength(3);
    expect(await deliveries()).toHaveLength(1);
  });

  test("closing an account removes notifications, deliveries, choices, endpoints and consents", async () => {
    await createEndpoint({ ctx: own(), input: { url: "https://hooks.example.com/a" } });
    await choose("order.fulfilled", "email", true);
    await db().insert(wechatSubscriptions).values({ userId: person.id, templateId: "t", left: 2 });
    await tell("order.fulfilled");
    await forgetNotifications({ ctx: own() });
    const tables = [
      notifications,
      notificationDeliveries,
      notificationPreferences,
      webhookEndpoints,
      wechatSubscriptions,
    ];
    for (const table of tables) expect(await db().$count(table, and(eq(table.userId, person.id)))).toBe(0);
  });
});
