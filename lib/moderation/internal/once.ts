import { and, asc, eq } from "drizzle-orm";
import { executor, transact } from "@/db/client";
import { generatedImages, moderationChecks } from "@/db/schema";
import type { Ctx } from "@/lib/platform/context";
import { newId } from "@/lib/platform/ids";
import { logger } from "@/lib/platform/log";
import { ProviderError } from "@/lib/providers/provider-error";
import { type Checker, type CheckView, checkView } from "../schema";

export interface Subject {
  subjectId: string;
  round: number;
  kind: "prompt" | "image";
}

type Said = Pick<CheckView, "verdict" | "reasons">;

/** What was said of a subject in a round so far, in a fixed order. */
export async function readChecks(
  ctx: Ctx,
  { subjectId, round, kind }: Omit<Subject, "kind"> & Partial<Subject>,
): Promise<CheckView[]> {
  const rows = await executor(ctx)
    .select({
      kind: moderationChecks.kind,
      checker: moderationChecks.checker,
      verdict: moderationChecks.verdict,
      reasons: moderationChecks.reasons,
    })
    .from(moderationChecks)
    .where(
      and(
        eq(moderationChecks.subjectId, subjectId),
        eq(moderationChecks.round, round),
        kind ? eq(moderationChecks.kind, kind) : undefined,
      ),
    )
    .orderBy(asc(moderationChecks.kind), asc(moderationChecks.checker));
  return rows.map((row) => checkView.parse(row));
}

/**
 * Asks those checkers that have said nothing yet of this subject, and keeps what they say. Where two processes ask
 * at the same time, the answer that was stored first is the answer. Of an image that is gone nothing is kept.
 */
export async function askEach(
  ctx: Ctx,
  subject: Subject,
  checkers: Partial<Record<Checker, () => Promise<Said>>>,
): Promise<CheckView[]> {
  const known = new Set((await readChecks(ctx, subject)).map(({ checker }) => checker));
  for (const [checker, ask] of Object.entries(checkers) as [Checker, () => Promise<Said>][]) {
    if (known.has(checker)) continue;
    const said = await orUnavailable(checker, subject, ask);
    await keep(ctx, subject, checker, said);
  }
  return readChecks(ctx, subject);
}

/**
 * Keeps an answer while its image is there. The image's lock makes the removal wait, which then takes this row away too;
 * where the removal came first there is nothing to lock, and what was said of the image goes the way it went.
 */
const keep = (ctx: Ctx, subject: Subject, checker: Checker, said: Said): Promise<void> =>
  transact(ctx, async (_, tx) => {
    const [image] = await tx
      .select({ id: generatedImages.id })
      .from(generatedImages)
      .where(eq(generatedImages.id, subject.subjectId))
      .for("key share");
    if (!image) return;
    await tx
      .insert(moderationChecks)
      .values({
        id: newId("moderationCheck", ctx.now.getTime()),
        ...subject,
        ...{ checker, ...said, createdAt: ctx.now },
      })
      .onConflictDoNothing();
  });

/** A vendor that gives no judgement is no pass; where its own inspection refuses the content, a person should know. */
async function orUnavailable(checker: Checker, subject: Subject, ask: () => Promise<Said>): Promise<Said> {
  try {
    return await ask();
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error;
    const { errorClass, detail } = error;
    if (errorClass === "content_policy")
      return { verdict: "review", reasons: [{ category: "other", name: "refused by the vendor" }] };
    logger("moderation.check").warn("a checker gave no judgement", {
      ...{ checker, subject: subject.subjectId, kind: subject.kind, error_class: errorClass, detail },
    });
    return { verdict: "unavailable", reasons: [{ error: errorClass }] };
  }
}
