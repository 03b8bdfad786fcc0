import { verify } from "@node-rs/bcrypt";
import { eq } from "drizzle-orm";
import { beforeAll, beforeEach, expect, test, vi } from "vitest";
import { db } from "@/db/client";
import { users } from "@/db/schema";
import { anonymousActor, testContext, userActor } from "@/db/testing";
import { deleteAccount } from "./delete";
import { signInWithPassword } from "./sign-in";
import { signUp } from "./sign-up";

vi.mock("@node-rs/bcrypt", async (original) => {
  const real = await original<typeof import("@node-rs/bcrypt")>();
  return { ...real, verify: vi.fn(real.verify) };
});

const ctx = () => testContext(anonymousActor());
const PASSWORD = "a long password";
const ids: Record<string, string> = {};

beforeAll(async () => {
  for (const username of ["Active", "suspended", "deleted"]) {
    const input = { email: `${username}@example.com`, username, password: PASSWORD };
    const made = await signUp({ ctx: ctx(), input });
    if (!made.ok) throw new Error(made.reason);
    ids[username] = made.userId;
  }
  await db()
    .update(users)
    .set({ status: "suspended" })
    .where(eq(users.id, ids.suspended ?? ""));
  const leaving = testContext(userActor(ids.deleted ?? ""));
  await deleteAccount({ ctx: leaving, input: { password: PASSWORD, confirm: "DELETE" } });
});
beforeEach(() => {
  vi.mocked(verify).mockClear();
});

const attempt = (login: string, password = PASSWORD) =>
  signInWithPassword({ ctx: ctx(), input: { login, password } });

test("the address and the username sign in, in any case and with stray spaces", async () => {
  const signedIn = { ok: true, userId: ids.Active, sessionVersion: 1 };
  for (const login of ["active@example.com", " ACTIVE@Example.com ", "Active", "aCTIVE"])
    expect(await attempt(login)).toEqual(signedIn);
});

test("unknown, deleted and known accounts get one answer for one and the same bcrypt work", async () => {
  const work: string[] = [];
  for (const login of [
    "active@example.com",
    "deleted@example.com",
    "nobody@example.com",
    "nobody",
    "Active",
  ]) {
    vi.mocked(verify).mockClear();
    expect(await attempt(login, "not the password")).toEqual({ ok: false, reason: "wrong_credentials" });
    const [call, ...more] = vi.mocked(verify).mock.calls;
    expect(more).toEqual([]);
    work.push(String(call?.[1]).slice(0, 7));
  }
  expect(work).toEqual(Array(5).fill("$2b$10$"));
});

test("a deleted account does not open with its old address, name or password", async () => {
  for (const login of ["deleted@example.com", "deleted", `deleted_${ids.deleted}`])
    expect(await attempt(login)).toEqual({ ok: false, reason: "wrong_credentials" });
});

test("only the right password learns that an account is suspended", async () => {
  expect(await attempt("suspended")).toEqual({ ok: false, reason: "account_suspended" });
  expect(await attempt("suspended", "guess guess")).toEqual({ ok: false, reason: "wrong_credentials" });
});

test("no more than two passwords are worked on at once", async () => {
  const real = await vi.importActual<typeof import("@node-rs/bcrypt")>("@node-rs/bcrypt");
  let running = 0;
  let most = 0;
  vi.mocked(verify).mockImplementation(async (password, stored) => {
    running += 1;
    most = Math.max(most, running);
    const result = await real.verify(password, stored);
    running -= 1;
    return result;
  });
  await Promise.all(Array.from({ length: 10 }, () => attempt("Active")));
  expect(most).toBe(2);
  vi.mocked(verify).mockImplementation(real.verify);
});

test("the password as another keyboard composes it is the same password", async () => {
  const input = { email: "e@example.com", username: "composed", password: "caf\u00e9 au lait" };
  await signUp({ ctx: ctx(), input });
  expect(await attempt("composed", "cafe\u0301 au lait")).toMatchObject({ ok: true });
});
