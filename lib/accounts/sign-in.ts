import { eq, sql } from "drizzle-orm";
import type { z } from "zod";
import { executor } from "@/db/client";
import { users } from "@/db/schema";
import type { Ctx } from "@/lib/platform/context";
import { passwordMatches } from "@/lib/platform/passwords/hash";
import { signInInput } from "./schema";

type SignInRefusal =
  | { ok: false; reason: "wrong_credentials" }
  /** `message` is what the admin who did it wants the person to know; without one there is a plain sentence. */
  | { ok: false; reason: "account_suspended"; message?: string };

/**
 * Finds out whose login and password these are, and which version a session of theirs names. Unknown, deleted
 * and known accounts cost the same work and get the same refusal; only the right password learns of a
 * suspension. Counting attempts is the door's task.
 */
export async function signInWithPassword({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: z.input<typeof signInInput>;
}): Promise<{ ok: true; userId: string; sessionVersion: number } | SignInRefusal> {
  const { login, password } = signInInput.parse(input);
  const [user] = await executor(ctx)
    .select({
      id: users.id,
      passwordHash: users.passwordHash,
      status: users.status,
      sessionVersion: users.sessionVersion,
      message: users.suspensionMessage,
    })
    .from(users)
    .where(byLogin(login));
  const right = await passwordMatches(password, user?.passwordHash ?? null);
  if (!user || !right || user.status === "deleted") return { ok: false, reason: "wrong_credentials" };
  if (user.status === "suspended")
    return { ok: false, reason: "account_suspended", ...(user.message ? { message: user.message } : {}) };
  return { ok: true, userId: user.id, sessionVersion: user.sessionVersion };
}

/** A username holds no "@", so a login is one or the other. */
const byLogin = (login: string) =>
  login.includes("@")
    ? eq(users.email, login.toLowerCase())
    : sql`lower(${users.username}) = lower(${login})`;
