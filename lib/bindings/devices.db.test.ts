import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { db } from "@/db/client";
import { devices, deviceTokens } from "@/db/schema";
import { anonymousActor, testContext, userActor } from "@/db/testing";
import { insertUser } from "@/db/testing-users";
import { randomToken } from "@/lib/platform/crypto";
import { newId } from "@/lib/platform/ids";
import { metrics } from "@/lib/platform/metrics";
import { registerDevice } from "./devices/register";
import { renameDevice } from "./devices/rename";
import { renewDeviceTokens } from "./devices/renew-tokens";
import { revokeDevice } from "./devices/revoke";
import { unbindDevice } from "./devices/unbind";
import { forgetBindings } from "./forget";
import { getDevice, listDevices } from "./read";
import { newDevice, type TestDevice } from "./testing-account.fixture";

const anybody = (now?: Date) => testContext(anonymousActor(), now);
const inDays = (days: number) => new Date(Date.now() + days * 86_400_000);
const refused = { ok: false, reason: "refresh_token_invalid" };
let device: TestDevice;
let userId = "";

beforeEach(async () => {
  device = await newDevice();
  ({ id: userId } = await insertUser());
});

const rowOf = async (id = device.deviceId) =>
  (await db().select().from(devices).where(eq(devices.id, id)))[0];
const bindTo = (member: string, id = device.deviceId) =>
  db().update(devices).set({ userId: member, boundAt: new Date() }).where(eq(devices.id, id));
const renew = (refreshToken: string, now?: Date) =>
  renewDeviceTokens({ ctx: anybody(now), input: { refreshToken } });
async function renewed(refreshToken: string) {
  const next = await renew(refreshToken);
  if ("ok" in next) throw new Error(next.reason);
  return next;
}
const reuses = async () =>
  (await metrics().refusedRequests.get()).values.find(
    ({ labels }) => labels.reason === "refresh_token_reused",
  )?.value ?? 0;

describe("register", () => {
  test("the same client is the same device with new tokens and its new name; the earlier tokens end", async () => {
    const again = await registerDevice({ ctx: anybody(), input: { ...device.input, name: "新名字" } });
    if ("ok" in again) throw new Error(again.reason);
    expect(again.deviceId).toBe(device.deviceId);
    expect(again.refreshToken).not.toBe(device.refreshToken);
    expect(await rowOf()).toMatchObject({ name: "新名字", userId: null });
    expect(await renew(device.refreshToken)).toEqual(refused);
    expect(await renewed(again.refreshToken)).toMatchObject({ deviceId: device.deviceId });
  });

  test("another secret for the same client is refused and changes nothing", async () => {
    const foreign = { ...device.input, secret: randomToken(), name: "stolen" };
    expect(await registerDevice({ ctx: anybody(), input: foreign })).toEqual({
      ok: false,
      reason: "client_id_taken",
    });
    expect(await rowOf()).toMatchObject({ name: device.input.name });
    expect(await renewed(device.refreshToken)).toBeDefined();
  });

  test("at the same moment many times it makes one device", async () => {
    const input = { ...device.input, clientId: newId("request").replace("_", "-") };
    const made = await Promise.all(
      Array.from({ length: 10 }, () => registerDevice({ ctx: anybody(), input })),
    );
    const ids = made.map((one) => ("ok" in one ? one.reason : one.deviceId));
    expect(new Set(ids).size).toBe(1);
    expect(await db().$count(devices, eq(devices.clientId, input.clientId))).toBe(1);
  });

  test("neither the secret nor a refresh token is stored", async () => {
    const rows = await db().select().from(deviceTokens).where(eq(deviceTokens.deviceId, device.deviceId));
    const stored = JSON.stringify([await rowOf(), rows]);
    expect(stored).not.toContain(device.input.secret);
    expect(stored).not.toContain(device.refreshToken);
  });
});

describe("tokens", () => {
  test("each refresh token works once and gives the next", async () => {
    const second = await renewed(device.refreshToken);
    const third = await renewed(second.refreshToken);
    expect(third).toMatchObject({ deviceId: device.deviceId, tokenVersion: 1 });
    expect(new Set([device.refreshToken, second.refreshToken, third.refreshToken]).size).toBe(3);
  });

  test("one that comes again ends its family and all access tokens, and is counted", async () => {
    const before = await reuses();
    const second = await renewed(device.refreshToken);
    expect(await renew(device.refreshToken)).toEqual(refused);
    expect(await reuses()).toBe(before + 1);
    expect(await rowOf()).toMatchObject({ tokenVersion: 2 });
    expect(await renew(second.refreshToken)).toEqual(refused);
    // A family that has ended already cannot be used to end the tokens that came after it.
    expect(await renew(device.refreshToken)).toEqual(refused);
    expect(await rowOf()).toMatchObject({ tokenVersion: 2 });
    expect(await reuses()).toBe(before + 1);
    const { clientId, secret } = device.input;
    const back = await renewDeviceTokens({ ctx: anybody(), input: { clientId, secret } });
    expect(back).toMatchObject({ deviceId: device.deviceId, tokenVersion: 2 });
  });

  test("of many uses at the same moment one succeeds, and the others end the family", async () => {
    const all = await Promise.all(Array.from({ length: 8 }, () => renew(device.refreshToken)));
    const good = all.flatMap((one) => ("ok" in one ? [] : [one]));
    expect(good).toHaveLength(1);
    expect(await rowOf()).toMatchObject({ tokenVersion: 2 });
    expect(await renew(good[0]?.refreshToken ?? "")).toEqual(refused);
  });

  test("a late, an unknown and a foreign one are refused", async () => {
    expect(await renew(device.refreshToken, inDays(61))).toEqual(refused);
    expect(await renew(randomToken())).toEqual(refused);
    expect(await renew(device.refreshToken, inDays(59))).toMatchObject({ deviceId: device.deviceId });
  });

  test("by the client's secret new ones begin and the earlier end; a wrong secret gets none", async () => {
    const { clientId } = device.input;
    const wrong = { ok: false, reason: "client_credentials_wrong" };
    expect(await renewDeviceTokens({ ctx: anybody(), input: { clientId, secret: randomToken() } })).toEqual(
      wrong,
    );
    const unknown = { clientId: "nobody-knows-it", secret: device.input.secret };
    expect(await renewDeviceTokens({ ctx: anybody(), input: unknown })).toEqual(wrong);
    const input = { clientId, secret: device.input.secret };
    expect(await renewDeviceTokens({ ctx: anybody(), input })).toMatchObject({ tokenVersion: 1 });
    expect(await renew(device.refreshToken)).toEqual(refused);
  });
});

describe("unbind, revoke, rename", () => {
  const member = (id = userId) => testContext(userActor(id));
  const input = () => ({ id: device.deviceId });

  test("a member takes their device away; it keeps its tokens and is bound to nobody", async () => {
    await bindTo(userId);
    expect(await unbindDevice({ ctx: member(), input: input() })).toEqual({ ok: true });
    expect(await rowOf()).toMatchObject({ userId: null, boundAt: null, tokenVersion: 1 });
    expect(await renewed(device.refreshToken)).toBeDefined();
    await expect(unbindDevice({ ctx: member(), input: input() })).rejects.toMatchObject({ status: 404 });
  });

  test("nobody takes away another member's device, and another device neither", async () => {
    await bindTo(userId);
    const { id: stranger } = await insertUser();
    await expect(unbindDevice({ ctx: member(stranger), input: input() })).rejects.toMatchObject({
      status: 404,
    });
    const other = await newDevice();
    await expect(unbindDevice({ ctx: other.ctx(userId), input: input() })).rejects.toMatchObject({
      status: 404,
    });
    await expect(unbindDevice({ ctx: anybody(), input: input() })).rejects.toMatchObject({ status: 401 });
    expect(await rowOf()).toMatchObject({ userId });
  });

  test("a device unbinds itself, as often as it likes", async () => {
    await bindTo(userId);
    for (let i = 0; i < 2; i += 1)
      expect(await unbindDevice({ ctx: device.ctx(userId), input: input() })).toEqual({ ok: true });
    expect(await rowOf()).toMatchObject({ userId: null });
  });

  test("a device that signs off is bound to nobody, and every token of it ends", async () => {
    await bindTo(userId);
    expect(await revokeDevice({ ctx: device.ctx(userId) })).toEqual({ ok: true });
    expect(await rowOf()).toMatchObject({ userId: null, tokenVersion: 2 });
    expect(await renew(device.refreshToken)).toEqual(refused);
    const again = await registerDevice({ ctx: anybody(), input: device.input });
    expect(again).toMatchObject({ deviceId: device.deviceId, tokenVersion: 2 });
  });

  test("a member renames their device and nobody else's", async () => {
    await bindTo(userId);
    const named = { id: device.deviceId, name: "工作室" };
    expect(await renameDevice({ ctx: member(), input: named })).toMatchObject({ name: "工作室" });
    const { id: stranger } = await insertUser();
    await expect(renameDevice({ ctx: member(stranger), input: named })).rejects.toMatchObject({
      status: 404,
    });
  });
});

describe("what is shown", () => {
  test("a member sees their devices, the last bound first, with the limit of their plan", async () => {
    const second = await newDevice("手机");
    await bindTo(userId);
    await db()
      .update(devices)
      .set({ userId, boundAt: inDays(1) })
      .where(eq(devices.id, second.deviceId));
    await bindTo((await insertUser()).id, (await newDevice("别人的")).deviceId);
    const list = await listDevices({ ctx: testContext(userActor(userId, "pro")) });
    expect(list).toMatchObject({
      items: [{ name: "手机", isCurrent: false }, { name: "书房的电脑" }],
      nextCursor: null,
      limit: 5,
    });
    const seenByDevice = await listDevices({ ctx: testContext({ ...device.ctx().actor, userId }) });
    expect(seenByDevice.items.map((item) => item.isCurrent)).toEqual([false, true]);
  });

  test("a device sees whether it is bound, and never to whom", async () => {
    expect(await getDevice({ ctx: device.ctx() })).toMatchObject({ isBound: false, boundAt: null });
    await bindTo(userId);
    const view = await getDevice({ ctx: device.ctx(userId) });
    expect(view).toMatchObject({ id: device.deviceId, isBound: true, boundAt: expect.any(String) });
    expect(JSON.stringify(view)).not.toContain(userId);
    // Its member is suspended: the frame says that it acts for nobody.
    expect(await getDevice({ ctx: device.ctx(null) })).toMatchObject({ isBound: false, boundAt: null });
  });
});

test("when an account is closed its devices belong to nobody, and nobody else's change", async () => {
  const { id: stranger } = await insertUser();
  const other = await newDevice();
  await bindTo(userId);
  await bindTo(stranger, other.deviceId);
  await forgetBindings({ ctx: testContext(userActor(userId)) });
  expect(await rowOf()).toMatchObject({ userId: null, boundAt: null });
  expect(await rowOf(other.deviceId)).toMatchObject({ userId: stranger });
});
