import { eq, inArray } from "drizzle-orm";
import { beforeAll, expect, test } from "vitest";
import { db } from "@/db/client";
import { bindingSessions, devices, deviceTokens, oauthReturns, wechatNotices } from "@/db/schema";
import { anonymousActor, testContext } from "@/db/testing";
import { randomToken } from "@/lib/platform/crypto";
import { newId } from "@/lib/platform/ids";
import { acceptOauthReturn } from "./oauth/accept-return";
import { pruneBindings } from "./prune";
import { getBinding } from "./read";
import { deliver, newDevice, newDeviceCode, openid, setTestAccount } from "./testing-account.fixture";

const wechat = setTestAccount();
const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000);
let ids: { open: string; old: string; idle: string; used: string };

beforeAll(async () => {
  const [used, idle] = [await newDevice(), await newDevice()];
  const old = await newDeviceCode(wechat, used, daysAgo(31));
  const open = await newDeviceCode(wechat, used);
  await db()
    .update(devices)
    .set({ updatedAt: daysAgo(40) })
    .where(inArray(devices.id, [used.deviceId, idle.deviceId]));
  await db()
    .update(deviceTokens)
    .set({ expiresAt: daysAgo(2) })
    .where(eq(deviceTokens.deviceId, idle.deviceId));
  await deliver(openid(), { kind: "unfollow" }, { key: "old", now: daysAgo(31) });
  await deliver(openid(), { kind: "unfollow" }, { key: "new" });
  const notice = { body: Buffer.from(""), headers: {}, createdAt: daysAgo(31) };
  for (const state of ["stored", "done"] as const)
    await db()
      .insert(wechatNotices)
      .values({ ...notice, id: newId("wechatNotice"), kind: "payment", dedupeKey: state, state });
  for (const now of [daysAgo(1), new Date()]) {
    const code = randomToken();
    wechat.codes.set(code, { openid: openid(), unionid: null, isSnapshot: false });
    const input = { code, stateHash: "0".repeat(64) };
    await acceptOauthReturn({ ctx: testContext(anonymousActor(), now), input });
  }
  ids = { open: open.id, old: old.id, idle: idle.deviceId, used: used.deviceId };
});

test("what has served its purpose goes, what is in use stays, and a second round finds nothing", async () => {
  expect(await pruneBindings({ ctx: testContext() })).toEqual({
    sessions: 1,
    tokens: 1,
    oauthReturns: 1,
    notices: 2,
    devices: 1,
  });
  expect((await db().select().from(bindingSessions)).map((row) => row.id)).toEqual([ids.open]);
  expect((await db().select().from(devices)).map((row) => row.id)).toEqual([ids.used]);
  expect(await db().$count(deviceTokens)).toBe(1);
  expect(await db().$count(oauthReturns)).toBe(1);
  const kept = (await db().select().from(wechatNotices)).map((row) => `${row.kind} ${row.state}`);
  expect(kept.sort()).toEqual(["message done", "payment stored"]);
  expect(await pruneBindings({ ctx: testContext() })).toEqual({
    sessions: 0,
    tokens: 0,
    oauthReturns: 0,
    notices: 0,
    devices: 0,
  });
});

test("codes that ran out are marked, and read the same as before", async () => {
  const device = await newDevice();
  const late = await newDeviceCode(wechat, device, new Date(Date.now() - 700_000));
  const input = { id: late.id, secret: late.pollSecret };
  const read = () => getBinding({ ctx: testContext(), input });
  const before = await read();
  await pruneBindings({ ctx: testContext() });
  expect(await read()).toEqual(before);
  const [row] = await db().select().from(bindingSessions).where(eq(bindingSessions.id, late.id));
  expect(row?.state).toBe("expired");
});

test("only the platform forgets", async () => {
  await expect(pruneBindings({ ctx: testContext(anonymousActor()) })).rejects.toMatchObject({ status: 401 });
});
