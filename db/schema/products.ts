import { sql } from "drizzle-orm";
import { boolean, check, integer, pgEnum, pgTable, text, uniqueIndex } from "drizzle-orm/pg-core";
import { createdAt, updatedAt } from "./columns";
import { userPlan } from "./users";

export const productKind = pgEnum("product_kind", ["membership", "credits"]);

/** What can be bought. An order keeps a copy, so a change here touches no order. */
export const products = pgTable(
  "products",
  {
    /** `pro-month`, `credits-500`; stays when the price changes. */
    sku: text("sku").primaryKey(),
    kind: productKind("kind").notNull(),
    plan: userPlan("plan"),
    months: integer("months"),
    credits: integer("credits"),
    priceFen: integer("price_fen").notNull(),
    active: boolean("active").notNull().default(true),
    position: integer("position").notNull(),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (t) => [
    uniqueIndex("idx_products_position").on(t.kind, t.position),
    check(
      "products_parts",
      sql`${t.priceFen} > 0 and coalesce(${t.months}, 1) between 1 and 36 and coalesce(${t.credits}, 1) between 1 and 10000000 and (${t.kind} = 'membership') = (${t.plan} is not null and ${t.months} is not null) and (${t.kind} = 'credits') = (${t.credits} is not null)`,
    ),
  ],
);
