import { beforeAll, expect, test } from "vitest";
import { db } from "@/db/client";
import * as tables from "@/db/schema";
import { testContext, userActor } from "@/db/testing";
import { insertUser } from "@/db/testing-users";
import { grantCredits } from "@/lib/credits/grant";
import { reserveCredits } from "@/lib/credits/reserve";
import { type IdKind, idPrefixes, newId } from "@/lib/platform/ids";
import { findById, leadsNowhere } from "./by-id";
import { findAnything } from "./find";

const kinds = Object.keys(idPrefixes) as IdKind[];
const subjectId = newId("generation");
let userId: string;
let find: (q: string) => ReturnType<typeof findAnything>;

beforeAll(async () => {
  userId = (await insertUser()).id;
  const auditor = await insertUser({ role: "auditor" });
  const ctx = testContext(userActor(auditor.id, "free", "auditor"));
  find = (q) => findAnything({ ctx, input: { q } });
  const grant = { userId, amount: 100, source: "purchase", expiresAt: null } as const;
  await grantCredits({ ctx: testContext(), input: { ...grant, businessKey: `test:${userId}` } });
  await reserveCredits({ ctx: testContext(userActor(userId)), input: { userId, subjectId, amount: 10 } });
});

test("every kind of id of the product leads somewhere, or is named among those that do not", async () => {
  expect(Object.keys(leadsNowhere)).toEqual(["engineEvent"]);
  for (const kind of kinds) {
    const answer = findById(db(), newId(kind));
    expect(answer === null, kind).toBe(kind in leadsNowhere);
    // The question is one that the database takes, and nothing is found of what there is not.
    expect((await answer) ?? [], kind).toEqual([]);
  }
});

test("what a failed check of the ledger names leads to the movements that it is about", async () => {
  const entries = await db().select({ id: tables.ledgerEntries.id }).from(tables.ledgerEntries);
  expect(entries).toHaveLength(2);
  for (const { id } of entries) expect(await find(id)).toEqual([{ kind: "entry", id, text: null }]);
  const [grant] = await db().select().from(tables.creditGrants);
  const [reservation] = await db().select().from(tables.creditReservations);
  const own = [{ kind: "userLedger", id: userId, text: null }];
  expect(await find(grant?.id ?? "")).toEqual(own);
  expect(await find(reservation?.id ?? "")).toEqual([{ kind: "subjectLedger", id: subjectId, text: null }]);
  for (const account of ["available", "reserved"]) expect(await find(`${userId}:${account}`)).toEqual(own);
  expect(await find(`${subjectId}:available`)).toEqual([]);
});

test("a channel and a vendor's notice lead to the config of the platform, and to the person of an own one", async () => {
  for (const owner of [null, userId]) {
    const config = newId("apiConfig");
    const [channel, notice] = [newId("channel"), newId("vendorNotice")];
    await db()
      .insert(tables.apiConfigs)
      .values({
        ...{ id: config, userId: owner, name: "Config", provider: "openai", model: "m" },
        ...{ apiKeyLast4: "", apiKey: Buffer.from("sealed") },
      });
    await db()
      .insert(tables.channels)
      .values({ id: channel, model: config, provider: "openai", vendorModel: "m", apiConfigId: config });
    await db()
      .insert(tables.vendorNotices)
      .values({ id: notice, apiConfigId: config, noticeId: notice, externalId: "e" });
    const there = owner ? { kind: "user", id: owner } : { kind: "config", id: config };
    for (const id of [config, channel, notice])
      expect(await find(id), id).toEqual([{ ...there, text: null }]);
  }
});

test("what somebody has leads to them", async () => {
  const ids = {
    ...{ collection: newId("collection"), shareLink: newId("shareLink"), hook: newId("webhookEndpoint") },
    ...{ device: newId("device"), token: newId("deviceToken"), copy: newId("unlabelledCopy") },
    ...{ recovery: newId("recovery"), notification: newId("notification"), prompt: newId("savedPrompt") },
  };
  const soon = new Date(Date.now() + 60_000);
  await db().insert(tables.collections).values({ id: ids.collection, userId, name: "C", position: 0 });
  await db()
    .insert(tables.shareLinks)
    .values({
      ...{ id: ids.shareLink, userId, collectionId: ids.collection },
      ...{ tokenHash: ids.shareLink, tokenSealed: Buffer.from("sealed") },
    });
  await db()
    .insert(tables.webhookEndpoints)
    .values({ id: ids.hook, userId, url: "https://hook.test", secretSealed: "s" });
  await db()
    .insert(tables.devices)
    .values({
      ...{ id: ids.device, clientId: ids.device, name: "PC", platform: "windows", secretHash: "h", userId },
    });
  await db()
    .insert(tables.deviceTokens)
    .values({
      ...{ id: ids.token, deviceId: ids.device, familyId: ids.token, tokenHash: ids.token, expiresAt: soon },
    });
  await db()
    .insert(tables.unlabelledCopies)
    .values({
      ...{ id: ids.copy, userId, imageId: newId("image"), agreement: "1", purpose: "p", format: "png" },
      ...{ sha256: "h", address: "" },
    });
  await db()
    .insert(tables.passwordRecoveries)
    .values({ id: ids.recovery, userId, tokenHash: ids.recovery, expiresAt: soon });
  await db()
    .insert(tables.notifications)
    .values({ id: ids.notification, userId, kind: "k", businessKey: ids.notification, data: {} });
  await db().insert(tables.savedPrompts).values({ id: ids.prompt, userId, title: "t", prompt: "p" });
  for (const [what, id] of Object.entries(ids))
    expect(await find(id), what).toEqual([{ kind: "user", id: userId, text: null }]);
});

test("differences, notices, styles, words and runs of jobs lead to where the panel shows them", async () => {
  const ids = {
    ...{ difference: newId("paymentDifference"), style: newId("styleTag"), word: newId("moderationWord") },
    ...{ run: newId("engineRun"), failure: newId("engineRun"), job: newId("engineJob") },
    ...{ order: newId("order"), notice: newId("wechatNotice"), message: newId("wechatNotice") },
  };
  await db()
    .insert(tables.paymentDifferences)
    .values({
      ...{ id: ids.difference, kind: "amount", outTradeNo: ids.order, reference: "r", source: "bill" },
      ...{ expected: {}, found: {} },
    });
  await db()
    .insert(tables.styleTags)
    .values({
      ...{ id: ids.style, slug: "finder-style", name: "样", nameEn: "Style", category: "c", type: "style" },
      promptFragment: "p",
    });
  await db()
    .insert(tables.moderationWords)
    .values({ id: ids.word, word: "一个词", severity: "review", createdBy: userId });
  await db()
    .insert(tables.engineRuns)
    .values([
      { id: ids.run, fnId: "xintu-sweep", event: {} },
      { id: ids.failure, fnId: "xintu-sweep-failure", event: {} },
    ]);
  await db()
    .insert(tables.engineJobs)
    .values({ id: ids.job, kind: "run", runId: ids.run, dueAt: new Date() });
  await db()
    .insert(tables.orders)
    .values({
      ...{ id: ids.order, userId, amountFen: 990, tradeType: "native", appid: "wx", mchid: "1" },
      product: { sku: "s", kind: "credits", plan: null, months: null, credits: 100, priceFen: 990 },
      ...{ idempotencyKey: ids.order, inputHash: "h", requestId: newId("request"), expiresAt: new Date() },
    });
  const body = { body: Buffer.from("{}"), headers: {} };
  await db()
    .insert(tables.wechatNotices)
    .values([
      { ...body, id: ids.notice, kind: "payment", dedupeKey: ids.notice, orderId: ids.order },
      { ...body, id: ids.message, kind: "message", dedupeKey: ids.message },
    ]);
  expect(await find(ids.difference)).toEqual([{ kind: "difference", id: ids.difference, text: null }]);
  expect(await find(ids.style)).toEqual([{ kind: "style", id: "finder-style", text: null }]);
  expect(await find(ids.word)).toEqual([{ kind: "word", id: "一个词", text: null }]);
  for (const id of [ids.run, ids.failure, ids.job])
    expect(await find(id)).toEqual([{ kind: "job", id: "sweep", text: null }]);
  expect(await find(ids.notice)).toEqual([{ kind: "order", id: ids.order, text: null }]);
  expect(await find(ids.message)).toEqual([]);
});
