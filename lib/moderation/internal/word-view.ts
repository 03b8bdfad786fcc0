import type { moderationWords } from "@/db/schema";
import type { WordView } from "../schema";

type WordRow = Pick<typeof moderationWords.$inferSelect, "id" | "word" | "severity" | "note" | "createdAt">;

export const toWordView = ({ id, word, severity, note, createdAt }: WordRow): WordView => ({
  id,
  word,
  severity,
  note,
  createdAt: createdAt.toISOString(),
});
