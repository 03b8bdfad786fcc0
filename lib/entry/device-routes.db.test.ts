import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { z } from "zod";
import { db } from "@/db/client";
import { devices, users } from "@/db/schema";
import { insertUser } from "@/db/testing-users";
import { newId } from "@/lib/platform/ids";
import { rateLimits } from "./limits/rate-limits";
import { deviceRoute, memberRoute, publicRoute, type RouteHandler, userRoute } from "./route";
import { signDeviceToken } from "./session/device-token";
import { signSession } from "./session/token";

const options = {
  input: z.strictObject({}),
  output: z.object({ actor: z.unknown() }),
  limit: "write",
} as const;
const forDevices = deviceRoute(options, async ({ ctx }) => ({ actor: ctx.actor }));
const forMembers = memberRoute(options, async ({ ctx }) => ({ actor: ctx.actor }));
const forPeople = userRoute(options, async ({ ctx }) => ({ actor: ctx.actor }));

let userId = "";
let deviceId = "";
let token = "";
let session = "";
beforeEach(async () => {
  ({ id: userId } = await insertUser({ plan: "pro" }));
  deviceId = newId("device");
  const client = {
    clientId: deviceId.replace("_", "-"),
    name: "x",
    platform: "macos" as const,
    secretHash: "",
  };
  await db()
    .insert(devices)
    .values({ id: deviceId, ...client });
  token = await signDeviceToken({ deviceId, version: 1 });
  session = await signSession({ userId, version: 1 });
});

const bind = () => db().update(devices).set({ userId }).where(eq(devices.id, deviceId));
async function call(handler: RouteHandler, headers: Record<string, string>) {
  const answer = await handler(new Request("http://app.test/api/v1/x", { method: "POST", headers }));
  const value = (await answer.json()) as { code?: string; actor?: unknown };
  return { status: answer.status, ...value };
}
const bearer = (value: string) => ({ authorization: `Bearer ${value}` });

describe("a client's access token", () => {
  test("opens what is for clients, bound or not, and nothing that is for people", async () => {
    const actor = { kind: "device", deviceId, userId: null, plan: "free", address: "unknown" };
    expect(await call(forDevices, bearer(token))).toEqual({ status: 200, actor });
    expect(await call(forPeople, bearer(token))).toMatchObject({ status: 403, code: "forbidden" });
    await bind();
    expect(await call(forDevices, bearer(token))).toMatchObject({ actor: { userId, plan: "pro" } });
    expect(await call(forPeople, bearer(token))).toMatchObject({ status: 403, code: "forbidden" });
  });

  test("acts for its member once it is bound, and no longer when the member is suspended", async () => {
    expect(await call(forMembers, bearer(token))).toMatchObject({ status: 409, code: "device_not_bound" });
    await bind();
    expect(await call(forMembers, bearer(token))).toMatchObject({ status: 200, actor: { userId, deviceId } });
    await db().update(users).set({ status: "suspended" }).where(eq(users.id, userId));
    expect(await call(forMembers, bearer(token))).toMatchObject({ status: 409, code: "device_not_bound" });
    expect(await call(forDevices, bearer(token))).toMatchObject({ status: 200, actor: { userId: null } });
  });

  test("ends when the device's version is raised, and with the device", async () => {
    await db().update(devices).set({ tokenVersion: 2 }).where(eq(devices.id, deviceId));
    expect(await call(forDevices, bearer(token))).toMatchObject({ status: 401 });
    const fresh = await signDeviceToken({ deviceId, version: 2 });
    expect(await call(forDevices, bearer(fresh))).toMatchObject({ status: 200 });
    await db().delete(devices).where(eq(devices.id, deviceId));
    expect(await call(forDevices, bearer(fresh))).toMatchObject({ status: 401 });
  });

  test("is nothing as a cookie", async () => {
    expect(await call(forDevices, { cookie: `xintu.session=${token}` })).toMatchObject({ status: 401 });
  });

  test("notes that the client was here", async () => {
    await call(forDevices, bearer(token));
    const [row] = await db().select().from(devices).where(eq(devices.id, deviceId));
    expect(row?.seenAt).toBeInstanceOf(Date);
  });

  test("is limited by device, not by address", async () => {
    for (let i = 0; i < rateLimits.write.max; i += 1) await call(forDevices, bearer(token));
    expect(await call(forDevices, bearer(token))).toMatchObject({ status: 429 });
    const other = newId("device");
    const client = { clientId: other.replace("_", "-"), name: "y", platform: "ios" as const, secretHash: "" };
    await db()
      .insert(devices)
      .values({ id: other, ...client });
    const foreign = await signDeviceToken({ deviceId: other, version: 1 });
    expect(await call(forDevices, bearer(foreign))).toMatchObject({ status: 200 });
  });

  test("is no way around a limit by address", async () => {
    const forAll = publicRoute({ ...options, limit: "deviceRegister" }, async () => ({ actor: null }));
    const from = (address: string) => ({ "x-forwarded-for": address });
    for (let i = 0; i < rateLimits.deviceRegister.max; i += 1) await call(forAll, from("203.0.113.7"));
    expect(await call(forAll, from("203.0.113.7"))).toMatchObject({ status: 429 });
    const known = { ...from("203.0.113.7"), ...bearer(token) };
    expect(await call(forAll, known)).toMatchObject({ status: 429 });
    expect(await call(forAll, from("203.0.113.8"))).toMatchObject({ status: 200 });
  });
});

describe("a person's session", () => {
  test("opens what is for members and people, and nothing that is for clients", async () => {
    expect(await call(forMembers, bearer(session))).toMatchObject({
      status: 200,
      actor: { kind: "user", userId },
    });
    expect(await call(forPeople, { cookie: `xintu.session=${session}` })).toMatchObject({ status: 200 });
    expect(await call(forDevices, bearer(session))).toMatchObject({ status: 403, code: "forbidden" });
  });
});

test("nobody opens none of them", async () => {
  for (const handler of [forDevices, forMembers, forPeople])
    expect(await call(handler, {})).toMatchObject({ status: 401, code: "unauthenticated" });
});
