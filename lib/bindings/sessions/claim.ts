import type { z } from "zod";
import { transact } from "@/db/client";
import { recordAudit } from "@/lib/audit/record";
import type { Ctx } from "@/lib/platform/context";
import { findPolled } from "../internal/polled";
import { changeSession, lockUser } from "../internal/rows";
import { stateAt } from "../rules";
import { pollBindingInput } from "../schema";

type ClaimRefusal = {
  ok: false;
  reason: "nothing_to_claim" | "binding_not_ready" | "binding_ended" | "account_unavailable";
};

/**
 * Hands the account that a person confirmed to the browser that showed them the code: once, to whoever holds the poll
 * secret, within two minutes. The door makes a session of it. For other purposes there is nothing to hand over.
 */
export async function claimBinding({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: z.input<typeof pollBindingInput>;
}): Promise<{ ok: true; userId: string; sessionVersion: number } | ClaimRefusal> {
  const polled = pollBindingInput.parse(input);
  return transact(ctx, async (inner, tx) => {
    const session = await findPolled(tx, polled, "lock");
    if (session.purpose !== "sign_in") return refused("nothing_to_claim");
    const state = stateAt(session, ctx.now);
    if (state === "pending" || state === "scanned") return refused("binding_not_ready");
    if (state !== "bound" || session.userId === null) return refused("binding_ended");
    const user = await lockUser(tx, session.userId);
    if (user?.status !== "active") return refused("account_unavailable");
    await changeSession(tx, session.id, ctx.now, { state: "claimed" });
    await recordAudit(inner, tx, { action: "bindings.claim", subjectId: session.id });
    return { ok: true as const, userId: user.id, sessionVersion: user.sessionVersion };
  });
}

const refused = (reason: ClaimRefusal["reason"]): ClaimRefusal => ({ ok: false, reason });
