import { eq } from "drizzle-orm";
import { afterEach, describe, expect, test } from "vitest";
import { db } from "@/db/client";
import { devices, users } from "@/db/schema";
import { anonymousActor, jobActor, testContext, userActor } from "@/db/testing";
import { insertUser } from "@/db/testing-users";
import { env } from "@/lib/platform/env";
import { newId } from "@/lib/platform/ids";
import { findSessionDevice } from "../read";
import { createMember } from "./create";
import { removeMember } from "./remove";
import { touchDevice } from "./touch-device";

const given = { ...env() };
afterEach(() => void Object.assign(env(), given));

const platform = () => testContext(jobActor());
const rowOf = async (id: string) => (await db().select().from(users).where(eq(users.id, id)))[0];
async function member(): Promise<string> {
  const made = await createMember({ ctx: platform() });
  if (!made.ok) throw new Error(made.reason);
  return made.userId;
}

describe("a member without address and password", () => {
  test("is made with a name of our making, together with what belongs to every new account", async () => {
    const alongside: string[] = [];
    const made = await createMember({
      ctx: platform(),
      alongside: async (ctx, userId) => {
        expect(ctx.tx).toBeDefined();
        alongside.push(userId);
      },
    });
    if (!made.ok) throw new Error(made.reason);
    expect(alongside).toEqual([made.userId]);
    const row = await rowOf(made.userId);
    expect(row).toMatchObject({
      email: null,
      passwordHash: null,
      displayName: "",
      plan: "free",
      role: "user",
    });
    expect(row?.username).toMatch(/^wx_[0-9a-z]{10}$/);
  });

  test("is not made when what belongs to it fails", async () => {
    let id = "";
    const failing = createMember({
      ctx: platform(),
      alongside: async (_, userId) => {
        id = userId;
        throw new Error("no credits today");
      },
    });
    await expect(failing).rejects.toThrow("no credits today");
    expect(await rowOf(id)).toBeUndefined();
  });

  test("is made by the platform only, and by nobody while sign-up is closed", async () => {
    const { id } = await insertUser();
    for (const actor of [anonymousActor(), userActor(id)])
      await expect(createMember({ ctx: testContext(actor) })).rejects.toMatchObject({ status: 403 });
    env().SIGN_UP_OPEN = false;
    expect(await createMember({ ctx: platform() })).toEqual({ ok: false, reason: "sign_up_closed" });
  });

  test("is removed with every session, repeatably; an account with an address is never touched", async () => {
    const userId = await member();
    const { id: person } = await insertUser();
    for (let i = 0; i < 2; i += 1) await removeMember({ ctx: platform(), input: { userId } });
    await removeMember({ ctx: platform(), input: { userId: person } });
    expect(await rowOf(userId)).toMatchObject({ status: "deleted", sessionVersion: 2 });
    expect(await rowOf(person)).toMatchObject({ status: "active", sessionVersion: 1 });
    const byPerson = testContext(userActor(person));
    await expect(removeMember({ ctx: byPerson, input: { userId: person } })).rejects.toMatchObject({
      status: 403,
    });
  });
});

describe("a client's session", () => {
  async function device(userId: string | null): Promise<string> {
    const id = newId("device");
    const client = { clientId: id.replace("_", "-"), name: "x", platform: "linux" as const, secretHash: "" };
    await db()
      .insert(devices)
      .values({ id, ...client, userId });
    return id;
  }
  const find = (id: string) => findSessionDevice(platform(), id);

  test("acts for its member with the member's plan of this moment, and for nobody who is suspended or gone", async () => {
    const { id: userId } = await insertUser({ plan: "pro" });
    const id = await device(userId);
    expect(await find(id)).toEqual({
      id,
      platform: "linux",
      tokenVersion: 1,
      seenAt: null,
      userId,
      plan: "pro",
    });
    for (const status of ["suspended", "deleted"] as const) {
      await db().update(users).set({ status }).where(eq(users.id, userId));
      expect(await find(id)).toMatchObject({ userId: null, plan: "free" });
    }
    expect(await find(await device(null))).toMatchObject({ userId: null, plan: "free" });
    expect(await find(newId("device"))).toBeNull();
  });

  test("is noted at most once a minute", async () => {
    const id = await device(null);
    const at = (ms: number) => new Date(Date.UTC(2026, 4, 1) + ms);
    const seen = async (ms: number) => {
      await touchDevice({ ctx: testContext(jobActor(), at(ms)), input: { deviceId: id } });
      return (await find(id))?.seenAt;
    };
    expect(await seen(0)).toEqual(at(0));
    expect(await seen(59_000)).toEqual(at(0));
    expect(await seen(61_000)).toEqual(at(61_000));
  });
});
