import { eq } from "drizzle-orm";
import { beforeAll, beforeEach, expect, test } from "vitest";
import { db } from "@/db/client";
import { generations, modelTerms } from "@/db/schema";
import { adminActor, testContext } from "@/db/testing";
import { insertUser } from "@/db/testing-users";
import { updateModelTerms } from "@/lib/channels/terms/update";
import { grantCredits } from "@/lib/credits/grant";
import type { RouteHandler } from "@/lib/entry/route";
import { signSession } from "@/lib/entry/session/token";
import { newId } from "@/lib/platform/ids";
import { GET as models } from "../models/route";
import { POST as generate } from "./route";

const MODEL = "sketch-1";
let userId = "";
let token = "";

beforeAll(async () => {
  userId = (await insertUser()).id;
  token = await signSession({ userId, version: 1 });
  const gift = { userId, amount: 100, source: "purchase" as const, expiresAt: null };
  await grantCredits({ ctx: testContext(), input: { ...gift, businessKey: `gift:${userId}` } });
});
beforeEach(async () => {
  await db().delete(modelTerms);
});

const setPrice = async (credits: number) => {
  const ctx = testContext(adminActor((await insertUser({ role: "admin" })).id));
  await updateModelTerms({
    ctx,
    input: { model: MODEL, isOffered: true, tier_1K: credits, reason: "a test of prices" },
  });
};

async function call(handler: RouteHandler, body?: object) {
  const response = await handler(
    new Request("http://localhost:3000/api/v1/x", {
      method: body ? "POST" : "GET",
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
      ...(body ? { body: JSON.stringify(body) } : {}),
    }),
  );
  return { status: response.status, json: await response.json() };
}
const order = (parts: object = {}) => ({
  ...{ idempotencyKey: newId("request"), prompt: "a boat", model: MODEL, count: 2, ...parts },
});

test("an order at a price that is no more is a 409, and the models tell today's", async () => {
  await setPrice(3);
  const wanted = order({ expectedCredits: 2 });
  const refused = await call(generate, wanted);
  expect(refused).toMatchObject({ status: 409, json: { code: "price_changed", status: 409 } });
  expect(await db().$count(generations, eq(generations.userId, userId))).toBe(0);
  const { items } = (await call(models)).json;
  const [known] = items.filter(({ id }: { id: string }) => id === MODEL);
  expect(known.creditsPerImage["1K"]).toBe(3);
  const placed = await call(generate, { ...wanted, expectedCredits: 6 });
  expect(placed).toMatchObject({ status: 202, json: { priceCredits: 6 } });
  await setPrice(9);
  expect(await call(generate, wanted)).toMatchObject({ status: 202, json: { id: placed.json.id } });
});

test("a program that does not say what it expects is served at today's price", async () => {
  await setPrice(4);
  expect(await call(generate, order())).toMatchObject({ status: 202, json: { priceCredits: 8 } });
});

test.each([-1, 1.5, "2", null, 1e12])("an expected price of %s is a 400", async (expectedCredits) => {
  expect(await call(generate, order({ expectedCredits }))).toMatchObject({
    status: 400,
    json: { code: "invalid_input", fields: { expectedCredits: expect.any(String) } },
  });
});
