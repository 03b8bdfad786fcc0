import { eq } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { z } from "zod";
import { db } from "@/db/client";
import { apiKeys, users } from "@/db/schema";
import { testContext, userActor } from "@/db/testing";
import { insertUser } from "@/db/testing-users";
import { createApiKey } from "@/lib/accounts/api-keys/create-key";
import { newKey } from "@/lib/accounts/api-keys/secret";
import { openSession } from "@/lib/accounts/sessions/open";
import type { KeyScope } from "@/lib/platform/context";
import { rateLimits } from "./limits/rate-limits";
import {
  deviceRoute,
  memberRoute,
  memberStream,
  memberUpload,
  publicRoute,
  type RouteHandler,
  userRoute,
} from "./route";
import { resolveSession } from "./session/resolve";
import { signSession } from "./session/token";

const options = {
  input: z.strictObject({}),
  output: z.object({ actor: z.unknown() }),
  limit: "write",
} as const;
const tell = async ({ ctx }: { ctx: { actor: unknown } }) => ({ actor: ctx.actor });
const forReading = memberRoute({ ...options, scope: "read" }, tell);
const forLibrary = memberUpload({ ...options, scope: "library", maxBytes: 10 }, tell);
const asStream = memberStream({ input: options.input, limit: "events", scope: "generate" }, async ({ ctx }) =>
  Response.json({ actor: ctx.actor }),
);
const forMembers = memberRoute(options, tell);
const forAll = publicRoute(options, tell);
const forAllKnown = publicRoute({ ...options, scope: "read" }, tell);

let userId = "";
beforeEach(async () => {
  ({ id: userId } = await insertUser({ plan: "pro" }));
});
afterEach(() => {
  vi.useRealTimers();
});

async function keyFor(...scopes: KeyScope[]): Promise<{ id: string; key: string }> {
  const { sessionId } = await openSession({
    ctx: testContext(),
    input: { userId, version: 1, method: "wechat", userAgent: "", address: "" },
  });
  const made = await createApiKey({
    ctx: testContext({ ...userActor(userId, "pro"), sessionId }),
    input: { name: "x", scopes, expiresInDays: 30 },
  });
  if ("ok" in made) throw new Error(made.reason);
  return made;
}
async function call(handler: RouteHandler, key: string, headers: Record<string, string> = {}) {
  const answer = await handler(
    new Request("http://app.test/api/v1/x", {
      method: "POST",
      headers: { ...(key ? { authorization: `Bearer ${key}` } : {}), ...headers },
    }),
  );
  const value = (await answer.json()) as { code?: string; actor?: unknown };
  return { status: answer.status, challenge: answer.headers.get("www-authenticate"), ...value };
}
const forbidden = { status: 403, code: "forbidden" };
const lacking = {
  status: 403,
  code: "insufficient_scope",
  challenge: 'Bearer error="insufficient_scope"',
};

describe("a program's key", () => {
  test("acts for its person where it has the scope of the route", async () => {
    const { id: keyId, key } = await keyFor("read", "generate");
    const actor = {
      kind: "key",
      keyId,
      userId,
      plan: "pro",
      scopes: ["read", "generate"],
      address: "unknown",
    };
    expect(await call(forReading, key)).toMatchObject({ status: 200, actor });
    expect(await call(asStream, key)).toMatchObject({ status: 200, actor });
    expect(await call(forLibrary, key)).toMatchObject(lacking);
    const library = await keyFor("library");
    expect(await call(forLibrary, library.key)).toMatchObject({ status: 200 });
    expect(await call(forReading, library.key)).toMatchObject(lacking);
    expect(await call(asStream, library.key)).toMatchObject(lacking);
  });

  test("opens nothing that is for people or for clients, whatever its scopes", async () => {
    const { key } = await keyFor("read", "generate", "library");
    for (const handler of [userRoute(options, tell), forMembers, deviceRoute(options, tell)])
      expect(await call(handler, key)).toMatchObject(forbidden);
  });

  test("is a stranger on a public route that has no use for it, and its person on one that has", async () => {
    const { key } = await keyFor("read");
    const stranger = { kind: "anonymous", address: "unknown" };
    expect(await call(forAll, key)).toMatchObject({ status: 200, actor: stranger });
    expect(await call(forAllKnown, key)).toMatchObject({ actor: { kind: "key", userId } });
    const other = await keyFor("generate");
    expect(await call(forAllKnown, other.key)).toMatchObject({ actor: stranger });
  });

  test("that does not work is told so everywhere, also on public routes and beside a good cookie", async () => {
    const { id, key } = await keyFor("read");
    const invalid = { status: 401, code: "api_key_invalid", challenge: 'Bearer error="invalid_token"' };
    const cookie = `xintu.session=${await signSession({ userId, version: 1 })}`;
    for (const wrong of [newKey(), "xk_", "xk_short", `${key}x`])
      for (const handler of [forReading, forAll, forMembers])
        expect(await call(handler, wrong, { cookie })).toMatchObject(invalid);
    expect(await call(forAll, key)).toMatchObject({ status: 200 });
    await db().update(users).set({ status: "suspended" }).where(eq(users.id, userId));
    expect(await call(forAll, key)).toMatchObject(invalid);
    await db().update(users).set({ status: "active" }).where(eq(users.id, userId));
    await db()
      .update(apiKeys)
      .set({ expiresAt: new Date(0) })
      .where(eq(apiKeys.id, id));
    expect(await call(forAll, key)).toMatchObject(invalid);
    await db().update(apiKeys).set({ expiresAt: null, revokedAt: new Date() }).where(eq(apiKeys.id, id));
    expect(await call(forAll, key)).toMatchObject(invalid);
  });

  test("is its own word: a cookie that comes with it decides nothing, and no origin is asked for", async () => {
    const { key } = await keyFor("read");
    const cookie = `xintu.session=${await signSession({ userId: (await insertUser()).id, version: 1 })}`;
    const foreign = { cookie, origin: "https://evil.test" };
    expect(await call(forReading, key, foreign)).toMatchObject({
      status: 200,
      actor: { kind: "key", userId },
    });
  });

  test("has no session: pages and actions see a visitor", async () => {
    const { key } = await keyFor("read");
    const { actor } = await resolveSession(new Headers({ authorization: `Bearer ${key}` }), "req_x");
    expect(actor).toEqual({ kind: "anonymous", address: "unknown" });
  });

  test("is noted as used", async () => {
    const { id, key } = await keyFor("read");
    await call(forReading, key);
    const [row] = await db().select().from(apiKeys).where(eq(apiKeys.id, id));
    expect(row?.lastUsedAt).toBeInstanceOf(Date);
  });

  test("counts with its person: another key, or another address, is no way around a limit", async () => {
    const first = await keyFor("read");
    const second = await keyFor("read");
    const from = (count: number) => ({ "x-forwarded-for": `203.0.113.${count % 200}` });
    for (let count = 0; count < rateLimits.write.max; count += 1)
      await call(forReading, count % 2 ? first.key : second.key, from(count));
    expect(await call(forReading, first.key)).toMatchObject({ status: 429 });
    const session = await signSession({ userId, version: 1 });
    expect(await call(forMembers, session)).toMatchObject({ status: 429 });
  });

  test("that does not work counts by address, and beyond the limit none is looked up from there", async () => {
    const from = { "x-forwarded-for": "198.51.100.9" };
    // The window slides by this clock; it stands still, so that no slow machine lets one more call through.
    vi.useFakeTimers({ toFake: ["Date"] });
    for (let count = 0; count < rateLimits.apiKeyAddress.max; count += 1) await call(forAll, newKey(), from);
    expect(await call(forAll, newKey(), from)).toMatchObject({ status: 429 });
    const { id, key } = await keyFor("read");
    expect(await call(forReading, key, from)).toMatchObject({ status: 429 });
    const [row] = await db().select().from(apiKeys).where(eq(apiKeys.id, id));
    expect(row?.lastUsedAt).toBeNull();
    expect(await call(forReading, key)).toMatchObject({ status: 200 });
  });
});
