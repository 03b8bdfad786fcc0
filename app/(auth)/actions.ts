"use server";

import { redirect } from "next/navigation";
import { after } from "next/server";
import { recoveryDelivery } from "@/lib/accounts/read";
import { recoverPassword } from "@/lib/accounts/recover";
import { recoverPasswordInput, requestRecoveryInput, signInInput, signUpInput } from "@/lib/accounts/schema";
import { pollBindingInput } from "@/lib/bindings/schema";
import { claimBinding } from "@/lib/bindings/sessions/claim";
import { publicAction } from "@/lib/entry/action";
import { accountKey, leaveSession, signInByPassword, startSession } from "@/lib/entry/auth";
import { takeRateLimit } from "@/lib/entry/limits/rate-limits";
import { endViewAs } from "@/lib/entry/session/view-as-browser";
import { requestRecovery } from "@/lib/notifications/request-recovery";
import type { Ctx } from "@/lib/platform/context";
import { logger } from "@/lib/platform/log";
import { registerAccount } from "@/lib/registration/register";

/** Attempts are counted by account and by address in lib/entry/auth, where next-auth's own form is counted too. */
export const signInAction = publicAction(
  { name: "signIn", input: signInInput, limit: "publicRead" },
  ({ input }) => signInByPassword(input),
);

export const signUpAction = publicAction(
  { name: "signUp", input: signUpInput, limit: "publicRead" },
  async ({ ctx, input }) => {
    await takeRateLimit("signUpAddress", ctx.actor.address);
    const made = await registerAccount({ ctx, input });
    if (!made.ok) return made;
    await startSession({ userId: made.userId, version: made.sessionVersion, method: "password" });
    return { signedIn: true };
  },
);

/** The account that somebody confirmed in WeChat, for the browser that showed them the code. */
export const finishWechatSignInAction = publicAction(
  { name: "finishWechatSignIn", input: pollBindingInput, limit: "bindingPoll" },
  async ({ ctx, input }) => {
    const claimed = await claimBinding({ ctx, input });
    if (!claimed.ok) return claimed;
    const { userId, sessionVersion: version } = claimed;
    await startSession({ userId, version, method: "wechat" });
    return { signedIn: true };
  },
);

/** Ends the session; of an admin who sees the product as somebody else it ends only that. */
export async function signOutAction(): Promise<never> {
  if (await endViewAs()) redirect("/admin/users");
  await leaveSession();
  redirect("/");
}

/** The answer leaves before the account is looked up, so its time tells nothing. */
export const requestRecoveryAction = publicAction(
  { name: "requestRecovery", input: requestRecoveryInput, limit: "publicRead" },
  async ({ ctx, input }) => {
    await takeRateLimit("recoverAddress", ctx.actor.address);
    await takeRateLimit("recoverAccount", accountKey(input.email));
    after(() => recover(ctx, input.email));
    return recoveryDelivery() === "off" ? { ok: false, reason: "recovery_off" } : { accepted: true };
  },
);

const recover = (ctx: Ctx, email: string) =>
  requestRecovery({ ctx, input: { email } }).catch((err: unknown) =>
    logger("auth.recover").error("a recovery was not taken", { request_id: ctx.requestId, err }),
  );

export const recoverPasswordAction = publicAction(
  { name: "recoverPassword", input: recoverPasswordInput, limit: "publicRead" },
  async ({ ctx, input }) => {
    await takeRateLimit("recoverAddress", ctx.actor.address);
    return recoverPassword({ ctx, input });
  },
);
