import { sql } from "drizzle-orm";
import { boolean, check, integer, jsonb, pgTable, text } from "drizzle-orm/pg-core";
import { updatedAt } from "./columns";

/** What the operator has set about a model of the catalogue; a model without a row is offered as the code says. */
export const modelTerms = pgTable(
  "model_terms",
  {
    /** Our id of the model. */
    model: text("model").primaryKey(),
    isOffered: boolean("is_offered").notNull().default(true),
    /** Place in the composer; null for the catalogue's own. */
    position: integer("position"),
    /** Credits for one picture by tier; null for the catalogue's. */
    creditsPerImage: jsonb("credits_per_image").$type<Record<"1K" | "2K" | "4K", number>>(),
    /** Credits for one picture by operation, for those that have a price of their own. */
    creditsPerEdit: jsonb("credits_per_edit").$type<Record<string, number>>(),
    /** What the vendor takes for one picture, in millionths of a yuan; null where it is not known. */
    costMicroYuan: integer("cost_micro_yuan"),
    updatedBy: text("updated_by").notNull(),
    updatedAt: updatedAt(),
  },
  (t) => [check("model_terms_cost", sql`coalesce(${t.costMicroYuan}, 0) >= 0`)],
);
