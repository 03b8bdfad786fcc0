/**
 * The figures of a day and what each is split by, with `|` between parts. `model` is the platform's id of a model, or
 * `own` for every key that a person has brought.
 */
export const figureNames = [
  "users.new",
  "users.closed",
  "users.total",
  "users.active",
  /** state|model|tier, by the day on which they ended. */
  "generations.ended",
  /** model|bucket: from order to end, of those that brought something. */
  "generations.ms",
  /** model */
  "images.delivered",
  /** model */
  "credits.by-model",
  /**
   * model: what the vendor takes, where the terms say it, for what was delivered that day and for what somebody found
   * out that day.
   */
  "cost.micro-yuan",
  /** plan: credits charged that day, by the plan that the person had then. */
  "credits.consumed",
  /** sku: orders paid, and their money. */
  "orders.paid",
  "revenue.fen",
  "refunds.count",
  "refunds.fen",
  "storage.bytes",
  "storage.images",
] as const;
export type FigureName = (typeof figureNames)[number];

/** Figures that only the moment knows: they are written for today and stay as they were on the day's last round. */
export const momentFigures = ["storage.bytes", "storage.images"] as const;
