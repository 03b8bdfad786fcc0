import { eq } from "drizzle-orm";
import type { z } from "zod";
import { type Transaction, transact } from "@/db/client";
import { users } from "@/db/schema";
import { recordAudit } from "@/lib/audit/record";
import type { Ctx } from "@/lib/platform/context";
import { newId } from "@/lib/platform/ids";
import { DEFAULT_LOCALE } from "@/lib/platform/locale";
import { hashPassword } from "@/lib/platform/passwords/hash";
import { isSignUpOpen } from "./read";
import { signUpInput } from "./schema";

type SignUpRefusal = { ok: false; reason: "email_taken" | "username_taken" | "sign_up_closed" };

/**
 * Creates an account. `alongside` runs in the same transaction, for what belongs to every new account; the
 * password is hashed before that transaction opens. Of two sign-ups with one address one wins, the other is
 * refused with `email_taken`.
 */
export async function signUp({
  ctx,
  input,
  alongside,
}: {
  ctx: Ctx;
  input: z.input<typeof signUpInput>;
  alongside?: (ctx: Ctx, userId: string) => Promise<unknown>;
}): Promise<{ ok: true; userId: string; sessionVersion: number } | SignUpRefusal> {
  const { email, username, password, locale } = signUpInput.parse(input);
  if (!(await isSignUpOpen(ctx))) return { ok: false, reason: "sign_up_closed" };
  const passwordHash = await hashPassword(password);
  return transact(ctx, async (inner, tx) => {
    const [user] = await tx
      .insert(users)
      .values({
        id: newId("user", ctx.now.getTime()),
        email,
        username,
        passwordHash,
        locale: locale ?? DEFAULT_LOCALE,
        createdAt: ctx.now,
        updatedAt: ctx.now,
      })
      .onConflictDoNothing()
      .returning({ id: users.id, sessionVersion: users.sessionVersion });
    if (!user) return { ok: false as const, reason: await whatIsTaken(tx, email) };
    await alongside?.(inner, user.id);
    await recordAudit(inner, tx, { action: "accounts.sign-up", subjectId: user.id });
    return { ok: true as const, userId: user.id, sessionVersion: user.sessionVersion };
  });
}

/** The insert waited for whoever was first, so their row can be seen by now. */
async function whatIsTaken(tx: Transaction, email: string): Promise<"email_taken" | "username_taken"> {
  const [holder] = await tx.select({ id: users.id }).from(users).where(eq(users.email, email));
  return holder ? "email_taken" : "username_taken";
}
