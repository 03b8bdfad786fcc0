import { eq } from "drizzle-orm";
import type { z } from "zod";
import { transact } from "@/db/client";
import { apiConfigs } from "@/db/schema";
import { requirePermission, requireUser } from "@/lib/accounts/rules";
import { recordAudit } from "@/lib/audit/record";
import type { Ctx } from "@/lib/platform/context";
import { broken, invalidInput } from "@/lib/platform/errors";
import { isSealedEmpty } from "@/lib/platform/key-ring/seal";
import { sealKey } from "./internal/connection";
import { isInUse, mendChannels } from "./internal/own-channel";
import { configColumns, lockOwn, toConfigView } from "./internal/rows";
import { checkSettings, isModelSupported } from "./internal/settings";
import { endOfKey, mustGiveKeyAgain, normalBaseUrl } from "./rules";
import { type ApiConfigRefusal, type ApiConfigView, updateApiConfigInput } from "./schema";

/**
 * Changes an own config; what is absent stays, and an empty key keeps the one that is there. While a job uses it,
 * its address, model and options stay (`config_in_use`), name and key may change. Another server wants the key
 * given again. A change of anything but the name forgets the last test and closes the circuit.
 */
export async function updateApiConfig({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: z.input<typeof updateApiConfigInput>;
}): Promise<ApiConfigView | ApiConfigRefusal> {
  requirePermission(ctx.actor, "MANAGE_API_CONFIG");
  const userId = requireUser(ctx.actor);
  const { id, apiKey = "", ...changes } = updateApiConfigInput.parse(input);
  return transact(ctx, async (inner, tx) => {
    const row = await lockOwn(tx, userId, id);
    const before = toConfigView(row);
    const next = { ...before, ...changes };
    const keepsKey = apiKey === "" && !isSealedEmpty(row.apiKey);
    const baseUrl = checkSettings({ ...next, hasKey: apiKey !== "" || keepsKey });
    if (keepsKey && mustGiveKeyAgain(before.baseUrl, baseUrl))
      throw invalidInput({ apiKey: "must be given again for another server" });
    if (!isModelSupported(next, next.model))
      return { ok: false as const, reason: "model_not_supported" as const };
    const moved =
      baseUrl !== normalBaseUrl(before.baseUrl) ||
      next.model !== before.model ||
      !isSame(next.options, before.options);
    if (moved && (await isInUse(tx, id))) return { ok: false as const, reason: "config_in_use" as const };
    const [changed] = await tx
      .update(apiConfigs)
      .set({
        name: next.name,
        baseUrl,
        model: next.model,
        options: next.options,
        ...(apiKey === "" ? {} : { apiKey: sealKey(apiKey, id), apiKeyLast4: endOfKey(apiKey) }),
        ...(moved || apiKey !== "" ? { testedAt: null, testErrorClass: null, testMessage: null } : {}),
        updatedAt: ctx.now,
      })
      .where(eq(apiConfigs.id, id))
      .returning(configColumns);
    if (!changed) broken("a locked config is gone");
    if (moved || apiKey !== "") await mendChannels(tx, id, ctx.now, next.model);
    await recordAudit(inner, tx, {
      action: "api-configs.update",
      subjectId: id,
      before: settingsOf(before),
      after: { ...settingsOf(toConfigView(changed)), keyReplaced: apiKey !== "" },
    });
    return toConfigView(changed);
  });
}

const settingsOf = ({ name, baseUrl, model, options }: ApiConfigView) => ({ name, baseUrl, model, options });

const isSame = (a: Record<string, string>, b: Record<string, string>): boolean =>
  Object.keys({ ...a, ...b }).every((name) => a[name] === b[name]);
