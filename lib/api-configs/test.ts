import { and, eq } from "drizzle-orm";
import type { z } from "zod";
import { executor, transact } from "@/db/client";
import { apiConfigs } from "@/db/schema";
import { requirePermission, requireUser } from "@/lib/accounts/rules";
import { recordAudit } from "@/lib/audit/record";
import type { Ctx } from "@/lib/platform/context";
import { askVendor } from "./internal/ask-vendor";
import { mendAfterTest } from "./internal/own-channel";
import { findOwn } from "./internal/rows";
import { getApiConfig } from "./read";
import { apiConfigIdInput, type ConnectionReportView } from "./schema";

/**
 * Makes the cheapest real call with an own config, at most 20 seconds long, stores how it went and says exactly
 * what is wrong. Nothing is stored when the config was changed meanwhile: the answer is about what it was before.
 */
export async function testApiConfig({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: z.input<typeof apiConfigIdInput>;
}): Promise<ConnectionReportView> {
  requirePermission(ctx.actor, "MANAGE_API_CONFIG");
  const userId = requireUser(ctx.actor);
  const { id } = apiConfigIdInput.parse(input);
  const row = await findOwn(executor(ctx), userId, id);
  const { ok, errorClass, message } = await askVendor(row);
  return transact(ctx, async (inner, tx) => {
    const [stored] = await tx
      .update(apiConfigs)
      .set({ testedAt: ctx.now, testErrorClass: errorClass, testMessage: message })
      .where(and(eq(apiConfigs.id, id), eq(apiConfigs.updatedAt, row.updatedAt)))
      .returning({ id: apiConfigs.id });
    if (stored && ok) await mendAfterTest(tx, id, ctx.now);
    const after = { ok, errorClass };
    await recordAudit(inner, tx, { action: "api-configs.test", subjectId: id, after });
    const config = await getApiConfig({ ctx: inner, input: { id } });
    return { ok, errorClass, message, config };
  });
}
