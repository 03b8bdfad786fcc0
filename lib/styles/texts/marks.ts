import { and, asc, eq, sql } from "drizzle-orm";
import { executor, type Transaction } from "@/db/client";
import { styleTextMarks } from "@/db/schema";
import type { Ctx } from "@/lib/platform/context";

/** Slugs whose texts are written anew together, because their walks have come to the same image. */
export interface MarkedTexts {
  marks: { slug: string; markedAt: Date }[];
  place: string;
}

/** Has the search texts of images that bear these slugs written anew, from the first image on. */
export async function markTexts(tx: Transaction, slugs: readonly string[], now: Date): Promise<void> {
  await tx
    .insert(styleTextMarks)
    .values([...slugs].sort().map((slug) => ({ slug, markedAt: now, place: "" })))
    .onConflictDoUpdate({
      target: styleTextMarks.slug,
      set: {
        // Never the same twice, so that a walk that goes on knows the mark from the one that it began with.
        markedAt: sql`greatest(excluded.marked_at, ${styleTextMarks.markedAt} + interval '1 millisecond')`,
        place: "",
      },
    });
}

/** What is to be written anew next; null where all texts say what they should. */
export async function nextMarkedTexts(ctx: Ctx): Promise<MarkedTexts | null> {
  const rows = await executor(ctx)
    .select()
    .from(styleTextMarks)
    .orderBy(asc(styleTextMarks.markedAt), asc(styleTextMarks.slug));
  const [first] = rows;
  if (!first) return null;
  return { marks: rows.filter(({ place }) => place === first.place), place: first.place };
}

/** Moves marks on, or takes them away at the end; those that were set anew or moved meanwhile stay as they are. */
export async function moveMarks(
  tx: Transaction,
  { marks, place: from }: MarkedTexts,
  place: string | null,
): Promise<void> {
  // In the order in which they are set: nobody waits in a ring.
  for (const { slug, markedAt } of marks.toSorted((a, b) => (a.slug < b.slug ? -1 : 1))) {
    const unchanged = and(
      eq(styleTextMarks.slug, slug),
      eq(styleTextMarks.markedAt, markedAt),
      eq(styleTextMarks.place, from),
    );
    if (place === null) await tx.delete(styleTextMarks).where(unchanged);
    else await tx.update(styleTextMarks).set({ place }).where(unchanged);
  }
}
