import { eq } from "drizzle-orm";
import { type Transaction, transact } from "@/db/client";
import { apiConfigs } from "@/db/schema";
import { requirePermission } from "@/lib/accounts/rules";
import { recordAudit } from "@/lib/audit/record";
import type { Ctx } from "@/lib/platform/context";
import { broken } from "@/lib/platform/errors";
import { isFromPanel } from "../rules";
import type { PlatformConfigRefusal, PlatformConfigView } from "../schema";
import { lockPlatform, readPlatform, settingsForAudit } from "./platform-rows";
import type { ConfigRow } from "./rows";

type Change = Partial<Omit<typeof apiConfigs.$inferInsert, "id" | "userId" | "slot">>;

interface PlatformChange {
  ctx: Ctx;
  input: { id: string; reason: string };
  /** `api-configs.panel-…` */
  action: string;
  /** Decides under the row's lock what changes; null when it is so already. */
  decide: (row: ConfigRow, tx: Transaction) => Promise<Change | PlatformConfigRefusal | null>;
}

const isRefusal = (decided: object): decided is PlatformConfigRefusal => "ok" in decided;

/**
 * The one way in which an admin changes a config of the panel: under its lock, with what was and what is in the audit
 * log. One of the environment is refused with `config_from_environment`.
 */
export function changePlatform({
  ctx,
  input: { id, reason },
  action,
  decide,
}: PlatformChange): Promise<PlatformConfigView | PlatformConfigRefusal> {
  requirePermission(ctx.actor, "WRITE_ADMIN");
  return transact(ctx, async (inner, tx) => {
    const row = await lockPlatform(tx, id);
    if (!isFromPanel(row.slot)) return { ok: false as const, reason: "config_from_environment" as const };
    const change = await decide(row, tx);
    if (change !== null && isRefusal(change)) return change;
    if (change !== null) {
      const [after] = await tx
        .update(apiConfigs)
        .set({ ...change, updatedAt: ctx.now })
        .where(eq(apiConfigs.id, id))
        .returning();
      await recordAudit(inner, tx, {
        ...{ action, subjectId: id, before: settingsForAudit(row), reason },
        after: settingsForAudit(after ?? broken("a locked config is gone")),
      });
    }
    const [view] = await readPlatform(tx, id);
    return view ?? broken("a locked config is gone");
  });
}
