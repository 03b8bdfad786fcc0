import { and, eq } from "drizzle-orm";
import type { z } from "zod";
import { executor, type Transaction, transact } from "@/db/client";
import { apiConfigs } from "@/db/schema";
import { requirePermission } from "@/lib/accounts/rules";
import { recordAudit } from "@/lib/audit/record";
import type { Ctx } from "@/lib/platform/context";
import { askVendor } from "../internal/ask-vendor";
import { mendAfterTest } from "../internal/own-channel";
import { findPlatform } from "../internal/platform-rows";
import { apiConfigIdInput } from "../schema";

/**
 * Makes the cheapest real call with a config of the platform, from the environment or the panel, at most 20 seconds
 * long, and stores how it went, unless the config was changed meanwhile.
 */
export async function testPlatformConfig({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: z.input<typeof apiConfigIdInput>;
}): Promise<{ works: boolean; errorClass: string | null; message: string | null }> {
  requirePermission(ctx.actor, "WRITE_ADMIN");
  const { id } = apiConfigIdInput.parse(input);
  const row = await findPlatform(executor(ctx), id);
  const { ok: works, errorClass, message } = await askVendor(row);
  return transact(ctx, async (inner, tx) => {
    const known = await findKnown(tx, id);
    const [stored] = await tx
      .update(apiConfigs)
      .set({ testedAt: ctx.now, testErrorClass: errorClass, testMessage: message })
      .where(and(eq(apiConfigs.id, id), eq(apiConfigs.updatedAt, row.updatedAt)))
      .returning({ id: apiConfigs.id });
    if (stored && works) await mendAfterTest(tx, id, ctx.now);
    await recordAudit(inner, tx, {
      ...{ action: "api-configs.panel-test", subjectId: id },
      before: known,
      after: { works, errorClass, testedAt: ctx.now.toISOString() },
    });
    return { works, errorClass, message };
  });
}

/** What the last test found, under the row's lock; one that is gone meanwhile is as good as untested. */
async function findKnown(tx: Transaction, id: string) {
  const [row] = await tx
    .select({ testedAt: apiConfigs.testedAt, errorClass: apiConfigs.testErrorClass })
    .from(apiConfigs)
    .where(eq(apiConfigs.id, id))
    .for("update");
  if (!row?.testedAt) return { works: null, errorClass: "untested", testedAt: null };
  return { ...row, works: row.errorClass === null, testedAt: row.testedAt.toISOString() };
}
