import type { z } from "zod";
import { type Transaction, transact } from "@/db/client";
import { removeMember } from "@/lib/accounts/members/remove";
import { recordAudit } from "@/lib/audit/record";
import type { Ctx, UserActor } from "@/lib/platform/context";
import { broken } from "@/lib/platform/errors";
import {
  lockMemberSession,
  type MemberSession,
  selectSession,
  toMemberBindingView,
} from "../internal/member-session";
import { isUntouched, platformContext, setOwner } from "../internal/people";
import { changeSession, hasOtherIdentity, lockUser } from "../internal/rows";
import { CLAIM_MS, decideLink, holderOf, stateAt } from "../rules";
import { type BindingRefusal, bindingIdInput, type MemberBindingView } from "../schema";

type ConfirmRefusal = { ok: false; reason: "binding_ended" | BindingRefusal };

/**
 * The second word of the person who scanned a code: signs in the browser that showed it, or links their WeChat to the
 * account that asked. Repeating it answers the same. An account that was made for the person and holds nothing ends when
 * their WeChat goes to another one, and with it the session that they confirm in.
 */
export async function confirmBinding({
  ctx,
  input,
}: {
  ctx: Ctx<UserActor>;
  input: z.input<typeof bindingIdInput>;
}): Promise<MemberBindingView | ConfirmRefusal> {
  const { id } = bindingIdInput.parse(input);
  return transact(ctx, async (inner, tx) => {
    const locked = await lockMemberSession(inner, tx, id);
    const state = stateAt(locked.session, ctx.now);
    if (state === "scanned") {
      const refusal =
        locked.session.purpose === "link" ? await link(inner, tx, locked) : await signIn(inner, tx, locked);
      if (refusal) return refusal;
    } else if (state !== "bound" && state !== "claimed") return { ok: false, reason: "binding_ended" };
    const session = (await selectSession(tx, id)) ?? broken("a locked session is gone");
    const ownerId = session.purpose === "link" ? session.userId : ctx.actor.userId;
    return toMemberBindingView(tx, session, ownerId ?? ctx.actor.userId, ctx.now);
  });
}

async function signIn(
  ctx: Ctx<UserActor>,
  tx: Transaction,
  { session }: MemberSession,
): Promise<ConfirmRefusal | null> {
  const member = await lockUser(tx, ctx.actor.userId);
  if (member?.status !== "active") return refuse(ctx, tx, session.id, "account_unavailable");
  await changeSession(tx, session.id, ctx.now, {
    state: "bound",
    userId: member.id,
    decidedAt: ctx.now,
    expiresAt: new Date(ctx.now.getTime() + CLAIM_MS),
  });
  await recordAudit(ctx, tx, { action: "bindings.confirm-sign-in", subjectId: session.id });
  return null;
}

async function link(
  ctx: Ctx<UserActor>,
  tx: Transaction,
  { identity, session }: MemberSession,
): Promise<ConfirmRefusal | null> {
  const accountId = session.userId ?? broken("a session of a link names no account");
  const account = await lockUser(tx, accountId);
  const own = ctx.actor.userId;
  const needless = own !== accountId && (await isUntouched(tx, own, identity));
  const decision = decideLink({
    status: account?.status ?? "deleted",
    owner: needless ? "nobody" : holderOf(own, accountId),
    accountHasOther: await hasOtherIdentity(tx, accountId, identity),
  });
  if (typeof decision === "object") return refuse(ctx, tx, session.id, decision.refused);
  if (decision === "link") {
    await setOwner(ctx, tx, identity.id, accountId);
    if (needless) await removeMember({ ctx: platformContext(ctx, tx), input: { userId: own } });
    const change = { before: { userId: own }, after: { userId: accountId } };
    await recordAudit(ctx, tx, { action: "bindings.link", subjectId: identity.id, ...change });
  }
  await changeSession(tx, session.id, ctx.now, { state: "bound", decidedAt: ctx.now });
  return null;
}

async function refuse(
  ctx: Ctx,
  tx: Transaction,
  id: string,
  refusal: BindingRefusal,
): Promise<ConfirmRefusal> {
  await changeSession(tx, id, ctx.now, { state: "refused", refusal, decidedAt: ctx.now });
  return { ok: false, reason: refusal };
}
