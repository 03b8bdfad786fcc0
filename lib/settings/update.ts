import { isDeepStrictEqual } from "node:util";
import { sql } from "drizzle-orm";
import { transact } from "@/db/client";
import { platformSettings } from "@/db/schema";
import { requirePermission, requirePerson } from "@/lib/accounts/rules";
import { recordAudit } from "@/lib/audit/record";
import type { Ctx } from "@/lib/platform/context";
import { forgetStored, settingValue } from "./internal/stored";
import { type SettingKey, type SettingValue, settings } from "./schema";

/**
 * Sets one setting; what it was and what it is stand in the audit log under `settings.<key>`. Setting what holds
 * already changes nothing. This process follows at once, the others within five seconds.
 */
export async function updateSetting<K extends SettingKey>({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: { key: K; value: SettingValue<K>; reason: string };
}): Promise<{ value: SettingValue<K> }> {
  requirePermission(ctx.actor, "WRITE_ADMIN");
  const { key, reason } = input;
  const value = settings[key].parse(input.value) as SettingValue<K>;
  const updatedBy = requirePerson(ctx.actor);
  await transact(ctx, async (inner, tx) => {
    // A key may have no row yet, so the key itself is locked.
    await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`settings:${key}`}, 0))`);
    const [row] = await tx
      .select({ value: platformSettings.value })
      .from(platformSettings)
      .where(sql`${platformSettings.key} = ${key}`);
    const before = settingValue(key, row?.value);
    if (row !== undefined && isDeepStrictEqual(row.value, value)) return;
    const set = { value, updatedBy, updatedAt: ctx.now };
    await tx
      .insert(platformSettings)
      .values({ key, ...set })
      .onConflictDoUpdate({ target: platformSettings.key, set });
    if (isDeepStrictEqual(before, value)) return;
    await recordAudit(inner, tx, {
      action: "settings.update",
      subjectId: `settings.${key}`,
      before,
      after: value,
      reason,
    });
  });
  forgetStored();
  return { value };
}
