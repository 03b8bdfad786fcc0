import { requireJob } from "@/lib/accounts/rules";
import type { Ctx } from "@/lib/platform/context";
import { decodeImage, openPixels, withPixels } from "@/lib/platform/pixels/pixels";
import { getSetting } from "@/lib/settings/read";
import { askEach, type Subject } from "./internal/once";
import { bailianChecker, openaiChecker } from "./internal/vendors";
import type { CheckView } from "./schema";

/** Enough to judge what a picture shows, and a tenth of what the largest one would cost to send. */
const SIDE_PX = 1024;

/**
 * What the checkers of pictures say of one; stored, each once. They are shown the pixels alone, at most 1024 a side.
 * Returns nothing where no vendor is configured. Throws 422 for bytes that are no picture. Safe to repeat.
 */
export async function checkImage({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: Omit<Subject, "kind"> & { original: Buffer };
}): Promise<CheckView[]> {
  requireJob(ctx.actor);
  const { subjectId, round, original } = input;
  const image = { bytes: await smallJpeg(original), contentType: "image/jpeg" as const };
  const asked = await getSetting(ctx, "moderation");
  const openai = openaiChecker(asked, { image });
  const bailian = bailianChecker(asked, image);
  return askEach(
    ctx,
    { subjectId, round, kind: "image" },
    { ...(openai ? { openai } : {}), ...(bailian ? { bailian } : {}) },
  );
}

const smallJpeg = (original: Buffer): Promise<Buffer> =>
  withPixels(async () =>
    openPixels(await decodeImage(original, SIDE_PX))
      .flatten({ background: "#ffffff" })
      .jpeg({ quality: 82 })
      .toBuffer(),
  );
