import { and, eq } from "drizzle-orm";
import { beforeEach, expect, test } from "vitest";
import { db } from "@/db/client";
import { auditLog, users } from "@/db/schema";
import { adminActor, jobActor, testContext } from "@/db/testing";
import { insertUser } from "@/db/testing-users";
import { permissionsOf } from "@/lib/accounts/rules";
import { openSession } from "@/lib/accounts/sessions/open";
import { openView } from "@/lib/accounts/sessions/open-view";
import { signOutEverywhere } from "@/lib/accounts/sessions/sign-out-everywhere";
import { newId } from "@/lib/platform/ids";
import { resolveSession } from "./resolve";
import { sessionCookie, signSession } from "./token";
import { signViewAs, viewAsCookie } from "./view-as";

const REASON = "a person cannot find an image";
let adminId = "";
let userId = "";
let sessionId = "";
let session = "";

async function signedIn(id: string): Promise<{ sessionId: string; token: string }> {
  const input = { userId: id, version: 1, method: "password", userAgent: "", address: "192.0.2.1" } as const;
  const opened = await openSession({
    ctx: testContext(jobActor()),
    input: { ...input, replaces: null },
  });
  return { ...opened, token: await signSession({ userId: id, version: 1, sessionId: opened.sessionId }) };
}

beforeEach(async () => {
  ({ id: adminId } = await insertUser({ role: "admin" }));
  ({ id: userId } = await insertUser({ plan: "pro" }));
  ({ sessionId, token: session } = await signedIn(adminId));
});

const inHalfAnHour = () => new Date(Date.now() + 30 * 60_000);
const view = (token: string, of = session, headers: Record<string, string> = {}) =>
  resolveSession(
    new Headers({ cookie: `${sessionCookie().name}=${of}; ${viewAsCookie().name}=${token}`, ...headers }),
    newId("request"),
  );

test("an admin with the cookie is the person, without a role, without a session, and may only read", async () => {
  const token = await signViewAs({ userId, adminId, sessionId }, inHalfAnHour());
  const { actor } = await view(token);
  expect(actor).toMatchObject({ kind: "user", userId, plan: "pro", role: "user", viewedBy: adminId });
  expect(actor).not.toHaveProperty("sessionId");
  expect(permissionsOf(actor)).toEqual(["READ_USER"]);
});

test("the cookie is worth nothing in another session, for another admin, after its time, or when it is changed", async () => {
  const own = { kind: "user", userId: adminId, role: "admin" };
  const token = await signViewAs({ userId, adminId, sessionId }, inHalfAnHour());
  const later = await signedIn(adminId);
  expect((await view(token, later.token)).actor).toMatchObject(own);
  const { id: otherId } = await insertUser({ role: "admin" });
  const other = await signedIn(otherId);
  expect((await view(token, other.token)).actor).toMatchObject({ userId: otherId, role: "admin" });
  const over = await signViewAs({ userId, adminId, sessionId }, new Date(Date.now() - 1_000));
  expect((await view(over)).actor).toMatchObject(own);
  expect((await view(`${token}x`)).actor).toMatchObject(own);
  expect((await view(session)).actor).toMatchObject(own);
});

test("who is no admin any more sees themselves, and whose session has ended nobody", async () => {
  const token = await signViewAs({ userId, adminId, sessionId }, inHalfAnHour());
  await db().update(users).set({ role: "auditor" }).where(eq(users.id, adminId));
  expect((await view(token)).actor).toMatchObject({ userId: adminId, role: "auditor" });
  await db().update(users).set({ role: "admin" }).where(eq(users.id, adminId));
  await signOutEverywhere({
    ctx: testContext({ kind: "user", userId: adminId, plan: "free", role: "admin", address: "" }),
  });
  expect((await view(token)).actor.kind).toBe("anonymous");
});

test("a program's header brings no view along", async () => {
  const token = await signViewAs({ userId, adminId, sessionId }, inHalfAnHour());
  const { actor } = await view(token, session, { authorization: `Bearer ${session}` });
  expect(actor).toMatchObject({ userId: adminId, role: "admin" });
});

test("opening a view stands in the audit log with its reason and its end", async () => {
  const ctx = testContext(adminActor(adminId));
  const opened = await openView({ ctx, input: { userId, reason: REASON } });
  expect(opened).toMatchObject({ userId });
  const lines = await db()
    .select()
    .from(auditLog)
    .where(and(eq(auditLog.subjectId, userId), eq(auditLog.action, "accounts.view-as")));
  expect(lines).toMatchObject([
    {
      ...{ actorKind: "admin", actorId: adminId, reason: REASON },
      ...{ before: { until: null }, after: { until: expect.any(String) } },
    },
  ]);
});

test("nobody views themselves or an account that is suspended, and nobody but an admin views anybody", async () => {
  const ctx = testContext(adminActor(adminId));
  const refused = { ok: false, reason: "cannot_view" };
  expect(await openView({ ctx, input: { userId: adminId, reason: REASON } })).toEqual(refused);
  const { id: suspended } = await insertUser({ status: "suspended" });
  expect(await openView({ ctx, input: { userId: suspended, reason: REASON } })).toEqual(refused);
  const missing = { userId: newId("user"), reason: REASON };
  await expect(openView({ ctx, input: missing })).rejects.toMatchObject({ status: 404 });
  const auditor = testContext({
    kind: "user",
    userId: adminId,
    plan: "free",
    role: "auditor",
    address: "192.0.2.1",
  });
  await expect(openView({ ctx: auditor, input: { userId, reason: REASON } })).rejects.toMatchObject({
    status: 403,
  });
});
