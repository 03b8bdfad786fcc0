import { eq } from "drizzle-orm";
import type { z } from "zod";
import { transact } from "@/db/client";
import { apiConfigs } from "@/db/schema";
import { requirePermission } from "@/lib/accounts/rules";
import { recordAudit } from "@/lib/audit/record";
import type { Ctx } from "@/lib/platform/context";
import { isInUse } from "../internal/own-channel";
import { lockPlatform, settingsForAudit } from "../internal/platform-rows";
import { isFromPanel } from "../rules";
import { deletePlatformConfigInput, type PlatformConfigRefusal } from "../schema";

/** Removes a config of the panel with its key and its channels; refused with `config_in_use` while a job uses it. */
export async function deletePlatformConfig({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: z.input<typeof deletePlatformConfigInput>;
}): Promise<{ deleted: string } | PlatformConfigRefusal> {
  requirePermission(ctx.actor, "WRITE_ADMIN");
  const { id, reason } = deletePlatformConfigInput.parse(input);
  return transact(ctx, async (inner, tx): Promise<{ deleted: string } | PlatformConfigRefusal> => {
    const row = await lockPlatform(tx, id);
    if (!isFromPanel(row.slot)) return { ok: false, reason: "config_from_environment" };
    if (await isInUse(tx, id)) return { ok: false, reason: "config_in_use" };
    await tx.delete(apiConfigs).where(eq(apiConfigs.id, id));
    await recordAudit(inner, tx, {
      ...{ action: "api-configs.panel-delete", subjectId: id, reason },
      before: settingsForAudit(row),
      after: {},
    });
    return { deleted: id };
  });
}
