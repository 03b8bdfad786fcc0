import { bigint, index, pgTable, primaryKey, text } from "drizzle-orm/pg-core";
import { updatedAt } from "./columns";

/** Figures of one day in Shanghai, computed by a job from the rows behind them; see lib/stats/figures. */
export const platformFigures = pgTable(
  "platform_figures",
  {
    /** `2026-11-21`, a day in Shanghai. */
    day: text("day").notNull(),
    /** `users.new`, `generations.ended`, … */
    figure: text("figure").notNull(),
    /** What it is split by, e.g. a model, or several parts with `|` between them; empty for the whole. */
    dimension: text("dimension").notNull().default(""),
    value: bigint("value", { mode: "number" }).notNull(),
    updatedAt: updatedAt(),
  },
  (t) => [
    primaryKey({ columns: [t.day, t.figure, t.dimension] }),
    index("idx_platform_figures_figure").on(t.figure, t.day),
  ],
);
