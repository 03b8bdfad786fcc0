import { eq } from "drizzle-orm";
import { afterEach, expect, test, vi } from "vitest";
import { db } from "@/db/client";
import { ledgerEntries, users } from "@/db/schema";
import { adminActor, anonymousActor, testContext, userActor } from "@/db/testing";
import { insertUser } from "@/db/testing-users";
import { createMember } from "@/lib/accounts/members/create";
import { getBalance } from "@/lib/credits/read";
import { reconcileLedger } from "@/lib/credits/reconcile";
import { env } from "@/lib/platform/env";
import { updateSetting } from "@/lib/settings/update";
import { registerAccount } from "./register";

const ctx = () => testContext(anonymousActor());
const person = (name: string) => ({
  email: `${name}@example.com`,
  username: name,
  password: "a long password",
});
const given = { ...env() };

afterEach(() => {
  vi.restoreAllMocks();
  Object.assign(env(), given);
});

test("a new account has its welcome credits, which never expire", async () => {
  const made = await registerAccount({ ctx: ctx(), input: person("newcomer") });
  if (!made.ok) throw new Error(made.reason);
  const balance = await getBalance({ ctx: testContext(userActor(made.userId)) });
  expect(balance).toEqual({
    available: 50,
    reserved: 0,
    byExpiry: [{ amount: 50, expiresAt: null, source: "welcome" }],
  });
  const entries = await db().select().from(ledgerEntries).where(eq(ledgerEntries.userId, made.userId));
  expect(entries.map((entry) => entry.businessKey)).toEqual([`welcome:${made.userId}`]);
});

test("of concurrent registrations with one address one gets an account and one welcome grant", async () => {
  const before = await db().$count(ledgerEntries);
  const results = await Promise.all(
    Array.from({ length: 6 }, (_, i) =>
      registerAccount({ ctx: ctx(), input: { ...person("racer"), username: `racer${i}` } }),
    ),
  );
  expect(results.filter((result) => result.ok)).toHaveLength(1);
  expect(results.filter((result) => !result.ok)).toEqual(Array(5).fill({ ok: false, reason: "email_taken" }));
  expect(await db().$count(ledgerEntries)).toBe(before + 1);
  expect((await reconcileLedger({ ctx: testContext() })).differences).toEqual([]);
});

test("no account without its credits: where the grant fails nothing stays", async () => {
  env().WELCOME_CREDITS = 1_000_000_000;
  await expect(registerAccount({ ctx: ctx(), input: person("unlucky") })).rejects.toThrow();
  expect(await db().$count(users, eq(users.username, "unlucky"))).toBe(0);
});

test("with no welcome credits configured the ledger stays empty", async () => {
  env().WELCOME_CREDITS = 0;
  const made = await registerAccount({ ctx: ctx(), input: person("plain") });
  if (!made.ok) throw new Error(made.reason);
  expect(await db().$count(ledgerEntries, eq(ledgerEntries.userId, made.userId))).toBe(0);
});

test("while signing up is closed nobody gets in", async () => {
  env().SIGN_UP_OPEN = false;
  expect(await registerAccount({ ctx: ctx(), input: person("late") })).toEqual({
    ok: false,
    reason: "sign_up_closed",
  });
});

test("the operator's switch closes signing up and opens it again, at once", async () => {
  const admin = testContext(adminActor((await insertUser({ role: "admin" })).id));
  const turn = (value: boolean) =>
    updateSetting({ ctx: admin, input: { key: "sign_up_open", value, reason: "a test" } });
  await turn(false);
  const refused = { ok: false, reason: "sign_up_closed" };
  expect(await registerAccount({ ctx: ctx(), input: person("closed") })).toEqual(refused);
  expect(await createMember({ ctx: testContext() })).toEqual(refused);
  await turn(true);
  expect(await registerAccount({ ctx: ctx(), input: person("closed") })).toMatchObject({ ok: true });
  env().SIGN_UP_OPEN = false;
  expect(await registerAccount({ ctx: ctx(), input: person("never") })).toEqual(refused);
});
