import { beforeAll, expect, test } from "vitest";
import { db, transact } from "@/db/client";
import {
  apiConfigs,
  devices,
  orders,
  refunds,
  requestLog,
  userSessions,
  wechatIdentities,
} from "@/db/schema";
import { adminActor, testContext, userActor } from "@/db/testing";
import { insertUser } from "@/db/testing-users";
import { recordAudit } from "@/lib/audit/record";
import type { Ctx } from "@/lib/platform/context";
import { newId } from "@/lib/platform/ids";
import { findAnything } from "./find";

let reader: Ctx;
let person: Awaited<ReturnType<typeof insertUser>>;
const order = newId("order");
const refund = newId("refund");
const device = newId("device");
const session = newId("session");
const request = newId("request");
const openid = `o-${newId("request")}`;
const transaction = `42000${newId("order").slice(4)}`;
const returned = `50000${newId("refund").slice(4)}`;

beforeAll(async () => {
  person = await insertUser();
  const auditor = await insertUser({ role: "auditor" });
  reader = testContext(userActor(auditor.id, "free", "auditor"));
  const now = new Date();
  await db()
    .insert(orders)
    .values({
      ...{ id: order, userId: person.id, status: "refunded", amountFen: 990, tradeType: "native" },
      product: { sku: "s", kind: "credits", plan: null, months: null, credits: 100, priceFen: 990 },
      ...{ appid: "wx", mchid: "1", idempotencyKey: order, inputHash: "h", requestId: request },
      ...{ transactionId: transaction, paidAt: now, expiresAt: now, refundedFen: 990 },
    });
  await db()
    .insert(refunds)
    .values({
      ...{ id: refund, orderId: order, status: "succeeded", amountFen: 990, reason: "asked" },
      ...{ idempotencyKey: refund, refundId: returned, requestedBy: person.id },
      take: { credits: 0, membershipMs: 0, forgivenCredits: 0 },
    });
  await db()
    .insert(devices)
    .values({
      ...{ id: device, clientId: device, name: "PC", platform: "windows", secretHash: "h" },
      userId: person.id,
    });
  await db().insert(userSessions).values({ id: session, userId: person.id, method: "password", seenAt: now });
  await db()
    .insert(wechatIdentities)
    .values({ id: newId("wechatIdentity"), appid: "wx", openid, userId: person.id });
});

const find = (q: string) => findAnything({ ctx: reader, input: { q } });
const one = (kind: string, id: string) => [expect.objectContaining({ kind, id })];

test("ids, addresses, names and numbers lead to the one record that they are of", async () => {
  for (const q of [person.id, person.email ?? "", person.username.toUpperCase(), openid, device, session])
    expect(await find(` ${q} `), q).toEqual(one("user", person.id));
  for (const q of [order, refund, transaction, returned])
    expect(await find(q), q).toEqual(one("order", order));
});

test("a link of the product leads to what it names, whole or from the root", async () => {
  for (const link of [
    `https://xintu.test/m/orders/${order}?from=pay`,
    `/api/v1/orders/${order}`,
    order.toUpperCase(),
    `HTTP://localhost:3000/admin/money/orders?open=${order}#top`,
  ])
    expect(await find(link), link).toEqual(one("order", order));
  const author = `https://xintu.test/authors/${encodeURIComponent(person.username)}?page=2`;
  expect(await find(author)).toEqual(one("user", person.id));
  for (const link of [
    "https://xintu.test/explore",
    `https://xintu.test/explore/${newId("image")}`,
    "/%E0%A4%A",
  ])
    expect(await find(link), link).toEqual([]);
});

test("a request leads to its line of the log, to what it bought and to what it wrote", async () => {
  await db()
    .insert(requestLog)
    .values({
      ...{ at: new Date(), requestId: request, method: "POST", route: "/api/v1/orders", client: "web" },
      ...{ userId: person.id, status: 201, durationMs: 5 },
    });
  const context = { ...testContext(adminActor(person.id)), requestId: request };
  await transact(context, (inner, tx) =>
    recordAudit(inner, tx, { action: "orders.check", subjectId: order, before: {}, after: { a: 1 } }),
  );
  expect(await find(request)).toMatchObject([
    { kind: "request", id: request, text: "/api/v1/orders" },
    { kind: "order", id: order },
    { kind: "audit", text: "orders.check" },
  ]);
});

test("a config of the platform has a record, and one of a person leads to the person", async () => {
  const platform = newId("apiConfig");
  const own = newId("apiConfig");
  const config = {
    ...{ name: "Config", provider: "openai", baseUrl: "https://vendor.test" },
    ...{ model: "m", apiKeyLast4: "", apiKey: Buffer.from("sealed") },
  };
  await db()
    .insert(apiConfigs)
    .values([
      { ...config, id: platform },
      { ...config, id: own, userId: person.id },
    ]);
  expect(await find(platform)).toEqual(one("config", platform));
  expect(await find(own)).toEqual(one("user", person.id));
});

test("what is nothing is not found, nor is a part of a word", async () => {
  for (const q of ["", "  ", newId("user"), newId("image"), newId("request"), person.username.slice(1), "%"])
    expect(await find(q), q).toEqual([]);
});

test("only those who see the panel find", async () => {
  const plain = testContext(userActor(person.id));
  await expect(findAnything({ ctx: plain, input: { q: person.id } })).rejects.toMatchObject({
    code: "forbidden",
  });
});
