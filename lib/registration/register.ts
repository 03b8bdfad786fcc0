import type { z } from "zod";
import type { signUpInput } from "@/lib/accounts/schema";
import { signUp } from "@/lib/accounts/sign-up";
import { grantCredits } from "@/lib/credits/grant";
import type { Ctx } from "@/lib/platform/context";
import { env } from "@/lib/platform/env";

/**
 * Creates an account together with its welcome credits, in one transaction: there is never an account that
 * still waits for them. The credits never expire; with WELCOME_CREDITS of 0 there are none.
 */
export const registerAccount = ({ ctx, input }: { ctx: Ctx; input: z.input<typeof signUpInput> }) =>
  signUp({ ctx, input, alongside: giveWelcomeCredits });

async function giveWelcomeCredits(ctx: Ctx, userId: string): Promise<void> {
  const amount = env().WELCOME_CREDITS;
  if (amount === 0) return;
  // The platform gives them, not the person who signs up.
  const platform: Ctx = { ...ctx, actor: { kind: "job", name: "register" } };
  await grantCredits({
    ctx: platform,
    input: { userId, amount, source: "welcome", expiresAt: null, businessKey: `welcome:${userId}` },
  });
}
