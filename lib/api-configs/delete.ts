import { eq } from "drizzle-orm";
import type { z } from "zod";
import { transact } from "@/db/client";
import { apiConfigs } from "@/db/schema";
import { requirePermission, requireUser } from "@/lib/accounts/rules";
import { recordAudit } from "@/lib/audit/record";
import type { Ctx } from "@/lib/platform/context";
import { isInUse } from "./internal/own-channel";
import { lockOwn } from "./internal/rows";
import { type ApiConfigRefusal, apiConfigIdInput } from "./schema";

/**
 * Removes an own config with its key and its channels. Refused with `config_in_use` while a job uses it: the job
 * could no longer ask for what it has ordered and paid.
 */
export async function deleteApiConfig({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: z.input<typeof apiConfigIdInput>;
}): Promise<{ ok: true } | ApiConfigRefusal> {
  requirePermission(ctx.actor, "MANAGE_API_CONFIG");
  const userId = requireUser(ctx.actor);
  const { id } = apiConfigIdInput.parse(input);
  return transact(ctx, async (inner, tx) => {
    const { name, provider, baseUrl, model } = await lockOwn(tx, userId, id);
    if (await isInUse(tx, id)) return { ok: false as const, reason: "config_in_use" as const };
    await tx.delete(apiConfigs).where(eq(apiConfigs.id, id));
    const before = { name, provider, baseUrl, model };
    await recordAudit(inner, tx, { action: "api-configs.delete", subjectId: id, before });
    return { ok: true as const };
  });
}
