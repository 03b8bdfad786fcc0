import type { z } from "zod";
import { requirePermission } from "@/lib/accounts/rules";
import type { Ctx } from "@/lib/platform/context";
import { abandonRefund } from "../refunds/abandon";
import { abandonRefundInput, type OrderRefusal } from "../schema";

/** Gives up a refund that WeChat Pay refuses for good; what it took comes back to the person. */
export async function abandonAbnormalRefund({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: z.input<typeof abandonRefundInput>;
}): Promise<{ state: string } | OrderRefusal> {
  requirePermission(ctx.actor, "WRITE_ADMIN");
  const given = abandonRefundInput.parse(input);
  const { state } = await abandonRefund({ ctx, input: given });
  if (state === "not_abnormal") return { ok: false as const, reason: "refund_not_abnormal" as const };
  if (state === "busy") return { ok: false as const, reason: "refund_busy" as const };
  return { state };
}
