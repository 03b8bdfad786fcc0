import type { z } from "zod";
import { deleteAccount } from "@/lib/accounts/delete";
import type { deleteAccountInput } from "@/lib/accounts/schema";
import type { Ctx } from "@/lib/platform/context";
import { logger } from "@/lib/platform/log";
import { clearAccount } from "./internal/clear-account";

/**
 * Closes the acting user's account: first the account itself ends (no session, no name, no password), in one
 * transaction, so that nothing can begin any more; then open generations are cancelled with their credits back,
 * and images, files and words go. The ledger stays. What a failure or a crash leaves of the second part, the
 * nightly `clearClosedAccounts` finishes. Refused with `wrong_password` or `last_admin`, touching nothing.
 */
export async function closeAccount({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: z.input<typeof deleteAccountInput>;
}): Promise<{ ok: true } | { ok: false; reason: "wrong_password" | "last_admin" }> {
  const closed = await deleteAccount({ ctx, input });
  if (!closed.ok) return closed;
  try {
    await clearAccount(ctx);
  } catch (err) {
    logger("registration.close").error("a closed account is not cleared yet", {
      request_id: ctx.requestId,
      err,
    });
  }
  return closed;
}
