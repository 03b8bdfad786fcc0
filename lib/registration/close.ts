import type { z } from "zod";
import { deleteAccount } from "@/lib/accounts/delete";
import type { deleteAccountInput } from "@/lib/accounts/schema";
import { cancelAllGenerations } from "@/lib/generations/cancel-all";
import { forgetGenerations } from "@/lib/generations/forget";
import { removeAllImages } from "@/lib/images/remove-all";
import type { Ctx } from "@/lib/platform/context";
import { forgetTraces } from "./internal/forget-traces";

/**
 * Closes the acting user's account: open generations are cancelled and their credits released, images, files
 * and words go, the account is anonymised, the ledger stays. Refused with `wrong_password` or `last_admin`
 * before anything is touched. After a failure half-way the account still stands and can be closed again.
 */
export async function closeAccount({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: z.input<typeof deleteAccountInput>;
}): Promise<{ ok: true } | { ok: false; reason: "wrong_password" | "last_admin" }> {
  const clear = async () => {
    await cancelAllGenerations({ ctx });
    await removeAllImages({ ctx });
    await forgetGenerations({ ctx });
    await forgetTraces(ctx);
  };
  const closed = await deleteAccount({ ctx, input, before: clear });
  // Another window may have begun something while the first round ran; nobody can begin anything after it.
  if (closed.ok) await clear();
  return closed;
}
