import { expect, test } from "vitest";
import { db } from "@/db/client";
import { apiKeys, devices, userSessions } from "@/db/schema";
import { testContext, userActor } from "@/db/testing";
import { insertUser } from "@/db/testing-users";
import { newId } from "@/lib/platform/ids";
import { listUserDevices, listUserImages, listUserKeys, listUserSessions } from "./belongings";
import { getUserName } from "./profile";

const auditor = testContext(userActor((await insertUser({ role: "auditor" })).id, "free", "auditor"));

test("all sessions and devices of somebody are reached page by page, the newest first, and nobody else's", async () => {
  const [{ id: userId }, { id: other }] = [await insertUser(), await insertUser()];
  const start = Date.parse("2026-03-01T00:00:00Z");
  // Two of the same moment stand on different pages.
  const moments = [3, 2, 2, 1].map((hour) => new Date(start + hour * 3_600_000));
  const sessions = moments.map((seenAt) => ({
    ...{ id: newId("session"), userId, method: "password", seenAt },
  }));
  await db()
    .insert(userSessions)
    .values([
      ...sessions,
      { id: newId("session"), userId: other, method: "password", seenAt: new Date(start) },
    ]);
  await db()
    .insert(devices)
    .values(
      moments.map((boundAt, place) => ({
        ...{
          id: newId("device"),
          clientId: newId("device"),
          name: `PC ${place}`,
          platform: "windows" as const,
        },
        ...{ secretHash: "h", userId, boundAt },
      })),
    );
  for (const list of [listUserSessions, listUserDevices]) {
    const first = await list({ ctx: auditor, input: { userId, limit: 2 } });
    const rest = await list({ ctx: auditor, input: { userId, limit: 2, cursor: first.nextCursor ?? "" } });
    expect(rest.nextCursor).toBeNull();
    const ids = [...first.items, ...rest.items].map(({ id }) => id);
    expect(new Set(ids).size).toBe(moments.length);
    const whole = await list({ ctx: auditor, input: { userId } });
    expect(whole.items.map(({ id }) => id)).toEqual(ids);
  }
  const seen = (await listUserSessions({ ctx: auditor, input: { userId } })).items.map(
    ({ seenAt }) => seenAt,
  );
  expect(seen).toEqual(moments.map((at) => at.toISOString()));
});

test("only those who see the panel see what somebody has", async () => {
  const { id: userId } = await insertUser();
  const own = { ctx: testContext(userActor(userId)), input: { userId } };
  for (const list of [listUserDevices, listUserImages, listUserKeys, listUserSessions])
    await expect(list(own)).rejects.toMatchObject({ code: "forbidden" });
});

test("a key says when it has run out, and nobody has no name", async () => {
  const user = await insertUser();
  const { id: userId } = user;
  const ends = { past: -1_000, future: 60_000 };
  await db()
    .insert(apiKeys)
    .values(
      Object.entries(ends).map(([name, inMs]) => ({
        ...{
          id: newId("apiKey"),
          userId,
          name,
          keyHash: `${userId}${name}`,
          lastFour: "abcd",
          scopes: ["read"],
        },
        expiresAt: new Date(auditor.now.getTime() + inMs),
      })),
    );
  const { items } = await listUserKeys({ ctx: auditor, input: { userId } });
  expect(Object.fromEntries(items.map(({ name, isExpired }) => [name, isExpired]))).toEqual({
    ...{ past: true, future: false },
  });
  expect(await getUserName({ ctx: auditor, input: { userId } })).toBe(user.username);
  const nobody = getUserName({ ctx: auditor, input: { userId: newId("user") } });
  await expect(nobody).rejects.toMatchObject({ status: 404 });
  const own = getUserName({ ctx: testContext(userActor(userId)), input: { userId } });
  await expect(own).rejects.toMatchObject({ code: "forbidden" });
});
