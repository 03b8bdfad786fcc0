import type { z } from "zod";
import type { removeAccountInput } from "@/lib/accounts/schema";
import { removeAccount } from "@/lib/accounts/status/remove";
import { cancelAllGenerationsOf } from "@/lib/generations/cancel-all";
import type { Ctx } from "@/lib/platform/context";
import { logger } from "@/lib/platform/log";
import { asOwner } from "../internal/as-owner";
import { clearAccount } from "../internal/clear-account";

/**
 * Closes the account of somebody else, as `closeAccount` does one's own: it ends first, in one transaction, then what
 * it leaves is removed, and the night's round finishes what a failure leaves. That their orders are cancelled is the
 * admin's act and stands in the audit log as such.
 */
export async function closeUser({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: z.input<typeof removeAccountInput>;
}): ReturnType<typeof removeAccount> {
  const closed = await removeAccount({ ctx, input });
  if (!closed.ok) return closed;
  try {
    await cancelAllGenerationsOf({ ctx, input });
    await clearAccount(asOwner(ctx, input.userId));
  } catch (err) {
    logger("registration.close").error("a closed account is not cleared yet", {
      user_id: input.userId,
      request_id: ctx.requestId,
      err,
    });
  }
  return closed;
}
