import { randomBytes } from "node:crypto";
import { transact } from "@/db/client";
import { users } from "@/db/schema";
import { recordAudit } from "@/lib/audit/record";
import type { Ctx } from "@/lib/platform/context";
import { broken, forbidden } from "@/lib/platform/errors";
import { newId } from "@/lib/platform/ids";
import { isSignUpOpen } from "../read";

const TRIES = 5;

/**
 * Creates an account for a person who came without address and password, with a made-up username that they can
 * change. `alongside` runs in the same transaction, for what belongs to every new account. Only the platform calls
 * this, after it has established who the person is. Refused with `sign_up_closed` while nobody new is let in.
 */
export async function createMember({
  ctx,
  alongside,
}: {
  ctx: Ctx;
  alongside?: (ctx: Ctx, userId: string) => Promise<unknown>;
}): Promise<{ ok: true; userId: string; sessionVersion: number } | { ok: false; reason: "sign_up_closed" }> {
  if (ctx.actor.kind !== "job" && ctx.actor.kind !== "webhook") throw forbidden("platform");
  if (!(await isSignUpOpen(ctx))) return { ok: false, reason: "sign_up_closed" };
  return transact(ctx, async (inner, tx) => {
    for (let tried = 0; tried < TRIES; tried += 1) {
      const [user] = await tx
        .insert(users)
        .values({
          id: newId("user", ctx.now.getTime()),
          email: null,
          username: madeUpName(),
          createdAt: ctx.now,
          updatedAt: ctx.now,
        })
        .onConflictDoNothing()
        .returning({ id: users.id, sessionVersion: users.sessionVersion });
      if (!user) continue;
      await alongside?.(inner, user.id);
      await recordAudit(inner, tx, { action: "accounts.create-member", subjectId: user.id });
      return { ok: true as const, userId: user.id, sessionVersion: user.sessionVersion };
    }
    return broken(`${TRIES} made-up usernames were taken`);
  });
}

const ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";

const madeUpName = (): string =>
  `wx_${[...randomBytes(10)].map((byte) => ALPHABET.charAt(byte & 31)).join("")}`;
