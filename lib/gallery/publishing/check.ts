import { and, eq, isNull } from "drizzle-orm";
import { executor } from "@/db/client";
import { generatedImages, publications } from "@/db/schema";
import { requireJob } from "@/lib/accounts/rules";
import { readOriginal } from "@/lib/images/files/original";
import { checkImage } from "@/lib/moderation/check-image";
import { checkText } from "@/lib/moderation/check-text";
import type { Ctx } from "@/lib/platform/context";
import { AppError } from "@/lib/platform/errors";
import { logger } from "@/lib/platform/log";

/**
 * Lets the checkers look at the prompt or at the picture of what was handed in; what they say is stored, and
 * `concludePublication` reads it. `over` when this round has ended meanwhile. Safe to repeat: nobody is asked twice.
 */
export async function checkPublication({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: { imageId: string; round: number; kind: "prompt" | "image" };
}): Promise<{ state: "checked" | "over" }> {
  requireJob(ctx.actor);
  const { imageId, round, kind } = input;
  const [row] = await executor(ctx)
    .select({ prompt: generatedImages.prompt, negativePrompt: generatedImages.negativePrompt })
    .from(publications)
    .innerJoin(generatedImages, eq(generatedImages.id, publications.imageId))
    .where(
      and(
        eq(publications.imageId, imageId),
        eq(publications.round, round),
        eq(publications.state, "pending"),
        isNull(publications.checkedAt),
      ),
    );
  if (!row) return { state: "over" };
  const subject = { subjectId: imageId, round };
  if (kind === "prompt")
    await checkText({ ctx, input: { ...subject, text: row.prompt, unwanted: row.negativePrompt } });
  else await checkPicture(ctx, subject);
  return { state: "checked" };
}

/** A picture that is gone or cannot be read is not checked, and so a person decides. */
async function checkPicture(ctx: Ctx, subject: { subjectId: string; round: number }): Promise<void> {
  const original = await readOriginal(ctx, subject.subjectId);
  if (!original) return;
  try {
    await checkImage({ ctx, input: { ...subject, original: original.bytes } });
  } catch (error) {
    if (!(error instanceof AppError) || error.status !== 422) throw error;
    logger("gallery.check").warn("a picture that was handed in cannot be read", {
      image: subject.subjectId,
      code: error.code,
    });
  }
}
