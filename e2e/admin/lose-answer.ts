import { db } from "@/db/client";
import { generationAttempts } from "@/db/schema";
import { newId } from "@/lib/platform/ids";

/** As if a call to the vendor had been sent besides and never answered: no simulator loses an answer on demand. */
export async function loseAnswer(generationId: string): Promise<void> {
  await db()
    .insert(generationAttempts)
    .values({
      ...{
        id: newId("attempt"),
        generationId,
        ordinal: 90,
        provider: "openai",
        model: "lost",
        cause: "retry",
      },
      ...{ state: "submission_unknown", errorClass: "unknown_outcome", submittedAt: new Date() },
      finishedAt: new Date(),
    });
}
