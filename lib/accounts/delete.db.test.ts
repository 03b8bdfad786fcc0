import { eq, inArray } from "drizzle-orm";
import { beforeEach, expect, test } from "vitest";
import { db } from "@/db/client";
import { auditLog, users } from "@/db/schema";
import { anonymousActor, testContext, userActor } from "@/db/testing";
import { newId } from "@/lib/platform/ids";
import { deleteAccount } from "./delete";
import { findSessionUser } from "./read";
import { signUp } from "./sign-up";

const PASSWORD = "a long password";
const input = { password: PASSWORD, confirm: "DELETE" } as const;
let userId = "";

async function newUser(role: "user" | "admin" = "user"): Promise<string> {
  const username = newId("user").slice(4);
  const person = { email: `${username}@example.com`, username, password: PASSWORD };
  const made = await signUp({ ctx: testContext(anonymousActor()), input: person });
  if (!made.ok) throw new Error(made.reason);
  if (role === "admin") await db().update(users).set({ role }).where(eq(users.id, made.userId));
  return made.userId;
}
const rowOf = async (id: string) => (await db().select().from(users).where(eq(users.id, id)))[0];
const by = (id: string) => testContext(userActor(id));

beforeEach(async () => {
  await db().update(users).set({ role: "user" });
  userId = await newUser();
});

test("nothing personal stays, every session ends, the row stays and the audit log tells", async () => {
  expect(await deleteAccount({ ctx: by(userId), input })).toEqual({ ok: true });
  expect(await rowOf(userId)).toMatchObject({
    email: `deleted-${userId}@deleted.invalid`,
    username: `deleted_${userId}`,
    displayName: "",
    passwordHash: null,
    status: "deleted",
    sessionVersion: 2,
  });
  expect(await findSessionUser(by(userId), userId)).toBeNull();
  const lines = await db().select().from(auditLog).where(eq(auditLog.subjectId, userId));
  expect(lines.map((line) => line.action)).toContain("accounts.delete");
});

test("deleting twice answers ok and changes nothing more", async () => {
  await deleteAccount({ ctx: by(userId), input });
  const first = await rowOf(userId);
  expect(await deleteAccount({ ctx: by(userId), input })).toEqual({ ok: true });
  expect(await rowOf(userId)).toEqual(first);
});

test("a wrong password or a missing word deletes nothing", async () => {
  const wrong = { password: "a wild guess", confirm: "DELETE" } as const;
  expect(await deleteAccount({ ctx: by(userId), input: wrong })).toEqual({
    ok: false,
    reason: "wrong_password",
  });
  const unconfirmed = { password: PASSWORD, confirm: "delete" as "DELETE" };
  await expect(deleteAccount({ ctx: by(userId), input: unconfirmed })).rejects.toThrow();
  expect(await rowOf(userId)).toMatchObject({ status: "active", sessionVersion: 1 });
});

test("the address and the name are free again", async () => {
  const { email, username = "" } = (await rowOf(userId)) ?? {};
  await deleteAccount({ ctx: by(userId), input });
  const again = { email: email ?? "", username, password: PASSWORD };
  expect(await signUp({ ctx: testContext(anonymousActor()), input: again })).toMatchObject({ ok: true });
});

test("the last admin stays", async () => {
  const admin = await newUser("admin");
  expect(await deleteAccount({ ctx: by(admin), input })).toEqual({ ok: false, reason: "last_admin" });
  await newUser("admin");
  expect(await deleteAccount({ ctx: by(admin), input })).toEqual({ ok: true });
});

test("of two last admins who leave at once one stays", async () => {
  const pair = [await newUser("admin"), await newUser("admin")];
  const results = await Promise.all(pair.map((id) => deleteAccount({ ctx: by(id), input })));
  expect(results.filter((result) => result.ok)).toHaveLength(1);
  expect(results).toContainEqual({ ok: false, reason: "last_admin" });
  const left = await db().select().from(users).where(inArray(users.id, pair));
  expect(left.map((row) => `${row.role} ${row.status}`).sort()).toEqual(["admin active", "user deleted"]);
});
