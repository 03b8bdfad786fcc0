import { eq } from "drizzle-orm";
import { db } from "@/db/client";
import { moderationWords } from "@/db/schema";

/** The id of a word of the list, by which the audit log knows it. */
export async function wordId(word: string): Promise<string> {
  const [row] = await db().select().from(moderationWords).where(eq(moderationWords.word, word));
  if (!row) throw new Error(`the word ${word} is not on the list`);
  return row.id;
}
