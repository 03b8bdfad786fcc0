import { eq } from "drizzle-orm";
import { beforeEach, expect, test } from "vitest";
import { db } from "@/db/client";
import { wechatIdentities, wechatSubscriptions } from "@/db/schema";
import { insertUser } from "@/db/testing-users";
import { newId } from "@/lib/platform/ids";
import { deliver, openid, setTestAccount } from "./testing-account.fixture";

const APPID = "wx0123456789abcdef";
const content = (one: { templateId: string; accepted: boolean }) => ({
  kind: "subscription" as const,
  changes: [one],
});
const consentsOf = async (userId: string) =>
  (await db().select().from(wechatSubscriptions).where(eq(wechatSubscriptions.userId, userId))).map(
    ({ templateId, left }) => [templateId, left],
  );

beforeEach(() => void setTestAccount());

async function member() {
  const person = openid();
  const { id } = await insertUser();
  await db()
    .insert(wechatIdentities)
    .values({ id: newId("wechatIdentity"), appid: APPID, openid: person, userId: id, follows: true });
  return { person, id };
}

test("every acceptance in WeChat is good for one message, and a repeated delivery of it counts once", async () => {
  const { person, id } = await member();
  for (const key of ["first", "first"])
    await deliver(person, content({ templateId: "t1", accepted: true }), { key });
  expect(await consentsOf(id)).toEqual([["t1", 1]]);
  await deliver(person, content({ templateId: "t1", accepted: true }));
  expect(await consentsOf(id)).toEqual([["t1", 2]]);
});

test("a refusal ends what was allowed before, of its template only", async () => {
  const { person, id } = await member();
  await deliver(person, content({ templateId: "t1", accepted: true }));
  await deliver(person, content({ templateId: "t2", accepted: true }));
  await deliver(person, content({ templateId: "t1", accepted: false }));
  expect((await consentsOf(id)).sort()).toEqual([
    ["t1", 0],
    ["t2", 1],
  ]);
});

test("who has no account of ours allows nothing that could be sent", async () => {
  const before = await db().$count(wechatSubscriptions);
  expect(await deliver(openid(), content({ templateId: "t1", accepted: true }))).toBeNull();
  expect(await db().$count(wechatSubscriptions)).toBe(before);
});
