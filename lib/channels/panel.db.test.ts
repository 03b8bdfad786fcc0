import { desc, eq } from "drizzle-orm";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { db } from "@/db/client";
import { apiConfigs, auditLog, channels, modelTerms } from "@/db/schema";
import { adminActor, testContext, userActor } from "@/db/testing";
import { insertUser } from "@/db/testing-users";
import { newId } from "@/lib/platform/ids";
import { listChannels } from "./admin/channels";
import { listModelNames, listModelTerms } from "./admin/models";
import { findOffer, listOffers } from "./read";
import { resetCircuit } from "./reset-circuit";
import { updateModelTerms } from "./terms/update";
import { updateChannel } from "./update";

const MODEL = "gpt-image-2";
const reason = "a test of ours";
let adminId: string;
let personId: string;
let auditor: ReturnType<typeof testContext<ReturnType<typeof userActor>>>;
let channel: string;
const admin = () => testContext(adminActor(adminId));
const person = () => testContext(userActor(personId));

async function insertWay(userId: string | null) {
  const [configId, id] = [newId("apiConfig"), newId("channel")];
  await db()
    .insert(apiConfigs)
    .values({
      ...{ id: configId, userId, slot: userId ? null : "openai", name: "OpenAI", provider: "openai" },
      ...{ apiKey: Buffer.from("sealed"), apiKeyLast4: "last", model: MODEL },
    });
  await db()
    .insert(channels)
    .values({
      ...{ id, model: userId ? configId : MODEL, provider: "openai", vendorModel: MODEL },
      apiConfigId: configId,
    });
  return id;
}

beforeAll(async () => {
  adminId = (await insertUser({ role: "admin" })).id;
  personId = (await insertUser()).id;
  auditor = testContext(userActor((await insertUser({ role: "auditor" })).id, "free", "auditor"));
});
beforeEach(async () => {
  await db().delete(apiConfigs);
  await db().delete(modelTerms);
  await db().delete(auditLog);
  channel = await insertWay(null);
});
const lines = (id: string) =>
  db().select().from(auditLog).where(eq(auditLog.subjectId, id)).orderBy(desc(auditLog.id));

describe("channels", () => {
  const limits = { position: 4, weight: 50, maxConcurrent: 2, maxPerMinute: 30, isEnabled: false };

  test("order, weight, limits and switch are set, with before and after; repeated they change nothing", async () => {
    for (let n = 0; n < 2; n += 1)
      expect(await updateChannel({ ctx: admin(), input: { id: channel, ...limits, reason } })).toMatchObject(
        limits,
      );
    expect(await lines(channel)).toMatchObject([
      {
        ...{ action: "channels.update", after: limits, reason },
        before: { position: 0, weight: 100, maxConcurrent: 8, maxPerMinute: 60, isEnabled: true },
      },
    ]);
    expect(await listChannels({ ctx: auditor, input: { model: MODEL } })).toMatchObject([limits]);
  });

  test("an open circuit is closed by hand, once", async () => {
    const until = new Date(Date.now() + 60_000);
    await db()
      .update(channels)
      .set({ circuit: "open", circuitReason: "auth", circuitUntil: until, circuitOpens: 3 })
      .where(eq(channels.id, channel));
    const reset = () => resetCircuit({ ctx: admin(), input: { id: channel, reason } });
    for (let n = 0; n < 2; n += 1)
      expect(await reset()).toMatchObject({ circuit: "closed", circuitReason: null, circuitUntil: null });
    expect(await lines(channel)).toMatchObject([
      {
        ...{ action: "channels.reset-circuit", reason, after: { circuit: "closed", circuitOpens: 0 } },
        before: { circuit: "open", circuitReason: "auth", circuitUntil: until.toISOString() },
      },
    ]);
  });

  test("an auditor changes none, and a person's own key is not the panel's", async () => {
    const input = { id: channel, ...limits, reason };
    await expect(updateChannel({ ctx: auditor, input })).rejects.toMatchObject({ status: 403 });
    await expect(resetCircuit({ ctx: auditor, input: { id: channel, reason } })).rejects.toMatchObject({
      status: 403,
    });
    const own = await insertWay(personId);
    await expect(updateChannel({ ctx: admin(), input: { ...input, id: own } })).rejects.toMatchObject({
      status: 404,
    });
    await expect(resetCircuit({ ctx: admin(), input: { id: own, reason } })).rejects.toMatchObject({
      status: 404,
    });
    expect((await listChannels({ ctx: auditor, input: {} })).map(({ id }) => id)).toEqual([channel]);
  });
});

describe("the terms of a model", () => {
  const set = (parts: object) =>
    updateModelTerms({ ctx: admin(), input: { model: MODEL, isOffered: true, reason, ...parts } });
  const offer = async () => (await findOffer(person(), personId, MODEL))?.model;

  test("their prices are those of every offer, and the audit log has both", async () => {
    const before = await offer();
    await set({ tier_1K: 11, edit_inpaint: 13, costMicroYuan: 250_000 });
    const after = await offer();
    expect(after?.creditsPerImage).toEqual({ ...before?.creditsPerImage, "1K": 11 });
    expect(after?.edits.inpaint?.creditsPerImage).toBe(13);
    expect(after?.edits.instruct).toEqual(before?.edits.instruct);
    const listed = (await listOffers(person(), personId)).find(({ model }) => model.id === MODEL);
    expect(listed?.model).toEqual(after);
    const shown = (await listModelTerms({ ctx: auditor })).find(({ id }) => id === MODEL);
    expect(shown).toMatchObject({
      ...{ prices: { images: { "1K": 11 }, edits: { inpaint: 13 } }, costMicroYuan: 250_000 },
      ...{ catalogue: { images: { "1K": before?.creditsPerImage["1K"] } }, channels: { enabled: 1, all: 1 } },
    });
    expect(await lines(MODEL)).toMatchObject([
      {
        ...{ action: "channels.model-terms", reason, before: { creditsPerImage: null } },
        after: { creditsPerImage: { "1K": 11 }, creditsPerEdit: { inpaint: 13 }, costMicroYuan: 250_000 },
      },
    ]);
  });

  test("repeated they change nothing, and what is left out is the catalogue's again", async () => {
    const before = await offer();
    for (let n = 0; n < 2; n += 1) await set({ tier_1K: 11, position: 0 });
    expect(await lines(MODEL)).toHaveLength(1);
    await set({});
    expect(await offer()).toEqual(before);
    expect(await lines(MODEL)).toHaveLength(2);
  });

  test("a model that is not offered is nobody's to order, and jobs that were placed still find it", async () => {
    await set({ isOffered: false });
    expect(await offer()).toBeUndefined();
    expect((await listOffers(person(), personId)).map(({ model }) => model.id)).not.toContain(MODEL);
    expect((await findOffer(testContext(), personId, MODEL))?.model.id).toBe(MODEL);
  });

  test("a place in the composer moves the model there", async () => {
    const ids = async () => (await listOffers(person(), null)).map(({ model }) => model.id);
    expect((await ids())[0]).not.toBe(MODEL);
    await set({ position: 0 });
    expect((await ids())[0]).toBe(MODEL);
    expect((await listModelTerms({ ctx: auditor }))[0]?.id).toBe(MODEL);
  });

  test("every model keeps its name for the panel, also one that is not offered, and a person reads none", async () => {
    await set({ isOffered: false });
    const terms = await listModelTerms({ ctx: auditor });
    const names = listModelNames({ ctx: auditor });
    expect(names).toHaveLength(terms.length);
    for (const { id, provider, name } of terms) expect(names).toContainEqual({ id, provider, name });
    expect(() => listModelNames({ ctx: person() })).toThrow();
  });

  test("an auditor sets none, and there are none of a model that does not exist", async () => {
    const input = { model: MODEL, isOffered: false, reason };
    await expect(updateModelTerms({ ctx: auditor, input })).rejects.toMatchObject({ status: 403 });
    await expect(
      updateModelTerms({ ctx: admin(), input: { ...input, model: "nothing" } }),
    ).rejects.toMatchObject({ status: 404 });
    await expect(set({ tier_1K: 0 })).rejects.toThrow();
    expect(await db().$count(modelTerms)).toBe(0);
  });
});
