import { eq } from "drizzle-orm";
import type { z } from "zod";
import { type Transaction, transact } from "@/db/client";
import { products } from "@/db/schema";
import { requirePermission } from "@/lib/accounts/rules";
import { recordAudit } from "@/lib/audit/record";
import type { Ctx } from "@/lib/platform/context";
import { broken, invalidInput, notFound } from "@/lib/platform/errors";
import { type AdminProductView, type OrderRefusal, saveProductInput } from "../schema";
import { factsOf, lockPriceList, type ProductRow, viewAdminProduct } from "./lock";

/**
 * Changes a product: price, whether it is on sale, its place, and what it holds. Orders keep what they were made with.
 * Less for the same price is refused with `product_shrinks`: somebody may be looking at the old offer, and only
 * another price makes their order ask again.
 */
export async function saveProduct({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: z.input<typeof saveProductInput>;
}): Promise<AdminProductView | OrderRefusal> {
  requirePermission(ctx.actor, "WRITE_ADMIN");
  const { sku, reason, position, ...given } = saveProductInput.parse(input);
  return transact(ctx, async (inner, tx) => {
    const [known] = await tx.select({ kind: products.kind }).from(products).where(eq(products.sku, sku));
    if (!known) throw notFound("product");
    const list = await lockPriceList(tx, known.kind);
    const before = list.find((row) => row.sku === sku) ?? broken(`product ${sku} vanished`);
    refuseOtherKind(before, given);
    const credits = given.credits ?? before.credits;
    const months = given.months ?? before.months;
    const shrinks = isLess(credits, before.credits) || isLess(months, before.months);
    if (shrinks && given.priceFen === before.priceFen)
      return { ok: false as const, reason: "product_shrinks" as const };
    const after = { ...before, ...given, credits, months, position };
    if (JSON.stringify(factsOf(after)) === JSON.stringify(factsOf(before))) return viewAdminProduct(before);
    await makeRoom(inner, tx, list, before, position);
    const [row] = await tx
      .update(products)
      .set({ ...given, credits, months, position, updatedAt: ctx.now })
      .where(eq(products.sku, sku))
      .returning();
    await recordAudit(inner, tx, {
      action: "products.save",
      subjectId: sku,
      before: factsOf(before),
      after: factsOf(after),
      reason,
    });
    return viewAdminProduct(row ?? broken(`product ${sku} vanished`));
  });
}

const isLess = (now: number | null, before: number | null): boolean => (now ?? 0) < (before ?? 0);

function refuseOtherKind(product: ProductRow, given: { credits?: number; months?: number }): void {
  if (product.kind === "membership" && given.credits !== undefined)
    throw invalidInput({ credits: "a membership holds none" });
  if (product.kind === "credits" && given.months !== undefined)
    throw invalidInput({ months: "a pack holds none" });
}

/** Places are unique at every moment: whoever stands at the wanted one goes to the old one by way of nowhere. */
async function makeRoom(
  ctx: Ctx,
  tx: Transaction,
  list: readonly ProductRow[],
  product: ProductRow,
  position: number,
): Promise<void> {
  const other = list.find((row) => row.position === position && row.sku !== product.sku);
  if (!other) return;
  const place = (sku: string, at: number) =>
    tx.update(products).set({ position: at, updatedAt: ctx.now }).where(eq(products.sku, sku));
  await place(product.sku, -1);
  await place(other.sku, product.position);
}
