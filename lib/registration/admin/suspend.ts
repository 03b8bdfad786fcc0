import type { z } from "zod";
import type { suspendAccountInput } from "@/lib/accounts/schema";
import { suspendAccount } from "@/lib/accounts/status/suspend";
import { cancelAllGenerationsOf } from "@/lib/generations/cancel-all";
import type { Ctx } from "@/lib/platform/context";
import { logger } from "@/lib/platform/log";

/**
 * Shuts somebody out and stops what they have ordered: what waits or runs is cancelled, with the credits of what was
 * not delivered back, each with a line of its own in the audit log. What cannot be cancelled now ends by itself;
 * nothing new begins.
 */
export async function suspendUser({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: z.input<typeof suspendAccountInput>;
}): ReturnType<typeof suspendAccount> {
  const suspended = await suspendAccount({ ctx, input });
  if (!suspended.ok) return suspended;
  try {
    await cancelAllGenerationsOf({ ctx, input });
  } catch (err) {
    logger("registration.suspend").error("orders of a suspended account go on", {
      user_id: input.userId,
      request_id: ctx.requestId,
      err,
    });
  }
  return suspended;
}
