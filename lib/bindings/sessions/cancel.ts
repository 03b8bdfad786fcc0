import type { z } from "zod";
import { transact } from "@/db/client";
import type { Ctx } from "@/lib/platform/context";
import { findPolled } from "../internal/polled";
import { changeSession } from "../internal/rows";
import { pollBindingInput } from "../schema";

/** Gives up a code that nobody has confirmed yet; for whoever holds its poll secret. What was decided stays. */
export async function cancelBinding({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: z.input<typeof pollBindingInput>;
}): Promise<{ ok: true }> {
  const polled = pollBindingInput.parse(input);
  return transact(ctx, async (_, tx) => {
    const session = await findPolled(tx, polled, "lock");
    if (session.state === "pending" || session.state === "scanned")
      await changeSession(tx, session.id, ctx.now, { state: "cancelled", decidedAt: ctx.now });
    return { ok: true as const };
  });
}
