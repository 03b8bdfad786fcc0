import { index, pgTable, text } from "drizzle-orm/pg-core";
import { createdAt } from "./columns";

/**
 * Who took a copy without the visible label, and what they agreed to (Measures, Art. 9). Without references: the
 * log outlives image and account, for at least six months.
 */
export const unlabelledCopies = pgTable(
  "unlabelled_copies",
  {
    id: text("id").primaryKey(),
    userId: text("user_id").notNull(),
    imageId: text("image_id").notNull(),
    /** Version of the agreement that was shown. */
    agreement: text("agreement").notNull(),
    /** What the copy is for, in the person's words. */
    purpose: text("purpose").notNull(),
    format: text("format").notNull(),
    sha256: text("sha256").notNull(),
    address: text("address").notNull(),
    createdAt: createdAt(),
  },
  (t) => [
    index("idx_unlabelled_copies_user").on(t.userId, t.createdAt.desc(), t.id.desc()),
    index("idx_unlabelled_copies_created").on(t.createdAt),
  ],
);
