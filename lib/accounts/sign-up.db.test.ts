import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { db, transact } from "@/db/client";
import { auditLog, users } from "@/db/schema";
import { anonymousActor, testContext } from "@/db/testing";
import { signUp } from "./sign-up";

const ctx = () => testContext(anonymousActor());
const person = { email: "wang@example.com", username: "小王", password: "a long password" };

test("creates an active free account with a bcrypt hash and writes it to the audit log", async () => {
  const made = await signUp({ ctx: ctx(), input: { ...person, email: " Wang@Example.com " } });
  if (!made.ok) throw new Error(made.reason);
  const [row] = await db().select().from(users).where(eq(users.id, made.userId));
  expect(row).toMatchObject({ email: "wang@example.com", username: "小王", plan: "free", role: "user" });
  expect(row).toMatchObject({ status: "active", locale: "zh-CN", sessionVersion: made.sessionVersion });
  expect(row?.passwordHash).toMatch(/^\$2b\$10\$/);
  const [line] = await db().select().from(auditLog).where(eq(auditLog.subjectId, made.userId));
  expect(line).toMatchObject({ action: "accounts.sign-up", actorKind: "anonymous" });
});

test("an address or a name that is taken in any case is refused and changes nothing", async () => {
  const again = { ...person, email: "WANG@example.com", username: "somebody-else" };
  expect(await signUp({ ctx: ctx(), input: again })).toEqual({ ok: false, reason: "email_taken" });
  const input = { email: "first@example.com", username: "Ink.Stone", password: "a long password" };
  expect(await signUp({ ctx: ctx(), input })).toMatchObject({ ok: true });
  const sameName = { ...input, email: "second@example.com", username: "ink.STONE" };
  expect(await signUp({ ctx: ctx(), input: sameName })).toEqual({ ok: false, reason: "username_taken" });
  expect(await db().$count(users)).toBe(2);
});

test("of twelve concurrent sign-ups with one address exactly one wins, the others learn why", async () => {
  const results = await Promise.all(
    Array.from({ length: 12 }, (_, i) =>
      signUp({
        ctx: ctx(),
        input: { email: "race@example.com", username: `racer${i}`, password: "a long password" },
      }),
    ),
  );
  expect(results.filter((result) => result.ok)).toHaveLength(1);
  const refused = results.filter((result) => !result.ok);
  expect(refused).toEqual(Array(11).fill({ ok: false, reason: "email_taken" }));
  expect(await db().$count(users, eq(users.email, "race@example.com"))).toBe(1);
});

test("a failure alongside leaves no account", async () => {
  const input = { email: "half@example.com", username: "halfway", password: "a long password" };
  const failing = signUp({
    ctx: ctx(),
    input,
    alongside: () => Promise.reject(new Error("no credits today")),
  });
  await expect(failing).rejects.toThrow("no credits today");
  expect(await db().$count(users, eq(users.email, input.email))).toBe(0);
  expect(await signUp({ ctx: ctx(), input })).toMatchObject({ ok: true });
});

test("a refusal leaves the caller's transaction usable", async () => {
  const refused = await transact(ctx(), async (inner, tx) => {
    const result = await signUp({ ctx: inner, input: person });
    expect(await tx.$count(users)).toBeGreaterThan(0);
    return result;
  });
  expect(refused).toEqual({ ok: false, reason: "email_taken" });
});

test("passwords are chosen by rules: at least 8 characters, at most 72 bytes, no broken text", async () => {
  const attempts = ["short", "密".repeat(25), "x".repeat(73)];
  for (const password of attempts) {
    const input = { email: "rules@example.com", username: "rules", password };
    await expect(signUp({ ctx: ctx(), input })).rejects.toThrow();
  }
  for (const username of ["a", "has space", "a@b.c", "_first", "nul\u0000byte"]) {
    const input = { email: "rules@example.com", username, password: "a long password" };
    await expect(signUp({ ctx: ctx(), input })).rejects.toThrow();
  }
});
