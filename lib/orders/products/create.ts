import type { z } from "zod";
import { transact } from "@/db/client";
import { products } from "@/db/schema";
import { requirePermission } from "@/lib/accounts/rules";
import { recordAudit } from "@/lib/audit/record";
import type { Ctx } from "@/lib/platform/context";
import { type AdminProductView, createProductInput, type OrderRefusal } from "../schema";
import { factsOf, lockPriceList, viewAdminProduct } from "./lock";

/**
 * Puts a new product at the end of its price list, not yet on sale. The very same again changes nothing; another one
 * under a known sku is refused with `sku_taken`.
 */
export async function createProduct({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: z.input<typeof createProductInput>;
}): Promise<AdminProductView | OrderRefusal> {
  requirePermission(ctx.actor, "WRITE_ADMIN");
  const { reason, ...given } = createProductInput.parse(input);
  return transact(ctx, async (inner, tx) => {
    const list = await lockPriceList(tx, given.kind);
    const same = list.find(({ sku }) => sku === given.sku);
    if (same && Object.entries(given).every(([name, value]) => same[name as keyof typeof same] === value))
      return viewAdminProduct(same);
    const position = Math.max(0, ...list.map((row) => row.position)) + 1;
    const at = { createdAt: ctx.now, updatedAt: ctx.now };
    const [row] = await tx
      .insert(products)
      .values({ ...given, active: false, position, ...at })
      .onConflictDoNothing({ target: products.sku })
      .returning();
    if (!row) return { ok: false as const, reason: "sku_taken" as const };
    await recordAudit(inner, tx, {
      action: "products.create",
      subjectId: row.sku,
      before: {},
      after: { kind: row.kind, plan: row.plan, ...factsOf(row) },
      reason,
    });
    return viewAdminProduct(row);
  });
}
