import { asc, eq, sql } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { products } from "@/db/schema";
import type { AdminProductView } from "../schema";

export type ProductRow = typeof products.$inferSelect;

/** The price list of one kind, locked: places are exchanged inside it, and its end is where a new one goes. */
export async function lockPriceList(tx: Transaction, kind: ProductRow["kind"]): Promise<ProductRow[]> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`orders:price-list:${kind}`}, 0))`);
  return tx
    .select()
    .from(products)
    .where(eq(products.kind, kind))
    .orderBy(asc(products.position))
    .for("update");
}

export const viewAdminProduct = (row: ProductRow): AdminProductView => ({
  ...{ sku: row.sku, kind: row.kind, plan: row.plan === "free" ? null : row.plan },
  ...{ months: row.months, credits: row.credits, priceFen: row.priceFen },
  ...{ active: row.active, position: row.position, updatedAt: row.updatedAt.toISOString() },
});

/** What the audit log says of a product. */
export const factsOf = ({ priceFen, active, position, credits, months }: ProductRow) => ({
  ...{ priceFen, active, position },
  ...(credits === null ? {} : { credits }),
  ...(months === null ? {} : { months }),
});
