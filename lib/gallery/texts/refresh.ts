import { and, asc, eq, inArray, sql } from "drizzle-orm";
import { type Transaction, transact } from "@/db/client";
import { generatedImages, publications } from "@/db/schema";
import { requireJob } from "@/lib/accounts/rules";
import { rewriteSearchTexts } from "@/lib/images/search/rewrite";
import { publicTextsOf } from "@/lib/images/search/texts";
import type { Ctx } from "@/lib/platform/context";
import { moveMarks, nextMarkedTexts } from "@/lib/styles/texts/marks";
import { moveMergedTags } from "@/lib/styles/texts/move";

/** How many images one step looks at, and of how many it writes the texts: a second of work at most. */
const sizes = { looked: 5_000, written: 500 };

/**
 * One step of what a renamed or merged style tag leaves to do: first its public images move to the new tag, then
 * what images and publications are found by is written anew, from the first image to the last. Each step is a
 * transaction of its own and says in it how far it came, so whoever stops anywhere goes on there. `more` is false when
 * nothing is left.
 */
export async function refreshSearchTexts({
  ctx,
  input = sizes,
}: {
  ctx: Ctx;
  input?: { looked: number; written: number };
}): Promise<{ rewritten: number; more: boolean }> {
  requireJob(ctx.actor);
  const marked = await nextMarkedTexts(ctx);
  if (!marked) return { rewritten: 0, more: false };
  if ((await moveMergedTags({ ctx })).moved > 0) return { rewritten: 0, more: true };
  const slugs = marked.marks.map(({ slug }) => slug);
  return transact(ctx, async (_, tx) => {
    const { ids, place } = await rewriteSearchTexts(tx, { slugs, after: marked.place, ...input });
    await rewritePublications(tx, ids);
    await moveMarks(tx, marked, place);
    return { rewritten: ids.length, more: true };
  });
}

/** The same for what is public of images that are locked. */
async function rewritePublications(tx: Transaction, ids: string[]): Promise<void> {
  if (ids.length === 0) return;
  const shown = await tx
    .select({
      id: publications.imageId,
      searchText: publications.searchText,
      prompt: generatedImages.prompt,
      styleTags: generatedImages.styleTags,
    })
    .from(publications)
    .innerJoin(generatedImages, eq(generatedImages.id, publications.imageId))
    .where(and(inArray(publications.imageId, ids), eq(publications.state, "public")))
    .orderBy(asc(publications.imageId))
    .for("no key update", { of: publications });
  const texts = await publicTextsOf(tx, shown);
  const rows = shown.flatMap(({ id, searchText }, i) =>
    texts[i] === searchText ? [] : { id, search_text: texts[i] },
  );
  if (rows.length === 0) return;
  await tx.execute(sql`
    update publications p set search_text = v.search_text
    from jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb) as v(id text, search_text text)
    where p.image_id = v.id`);
}
