import type { z } from "zod";
import { transact } from "@/db/client";
import type { Ctx, UserActor } from "@/lib/platform/context";
import { broken } from "@/lib/platform/errors";
import { setUnbound } from "../devices/unbind";
import { lockMemberSession, selectSession, toMemberBindingView } from "../internal/member-session";
import { changeSession } from "../internal/rows";
import { stateAt } from "../rules";
import { bindingIdInput, type MemberBindingView } from "../schema";

/**
 * The no of the person who scanned a code. A client that their scan has bound is unbound; a sign-in or a link that
 * waits for them is refused with `declined`. What they have confirmed already is refused with `binding_ended`.
 */
export async function refuseBinding({
  ctx,
  input,
}: {
  ctx: Ctx<UserActor>;
  input: z.input<typeof bindingIdInput>;
}): Promise<MemberBindingView | { ok: false; reason: "binding_ended" }> {
  const { id } = bindingIdInput.parse(input);
  return transact(ctx, async (inner, tx) => {
    const { session, device } = await lockMemberSession(inner, tx, id);
    const state = stateAt(session, ctx.now);
    if (state === "scanned") {
      const no = { state: "refused", refusal: "declined", decidedAt: ctx.now } as const;
      await changeSession(tx, id, ctx.now, no);
    } else if (device && state === "bound") {
      if (device.userId === ctx.actor.userId) await setUnbound(inner, tx, device);
    } else if (state !== "refused") return { ok: false as const, reason: "binding_ended" as const };
    const now = (await selectSession(tx, id)) ?? broken("a locked session is gone");
    return toMemberBindingView(tx, now, ctx.actor.userId, ctx.now);
  });
}
