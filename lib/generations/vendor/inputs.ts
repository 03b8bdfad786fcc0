import { and, asc, eq } from "drizzle-orm";
import { executor } from "@/db/client";
import { generatedImages, generationInputs } from "@/db/schema";
import { type OriginalImage, readOriginal } from "@/lib/images/files/original";
import type { Ctx } from "@/lib/platform/context";
import { openImage, withPixels } from "@/lib/platform/pixels/pixels";
import type { ImageRequest, InputPicture } from "@/lib/providers/image-provider";
import type { ModelCapabilities, OperationCapabilities } from "@/lib/providers/model-capabilities";
import { ProviderError } from "@/lib/providers/provider-error";
import { storage } from "@/lib/providers/storage/client";
import type { GenerationRow } from "../internal/change";
import { extension, fittedSize } from "../order/sizes";
import { editOperations } from "../schema";

/** References are only looked at, so they never need more than this. */
const reference = { maxPixels: 2_400_000, maxSidePx: 2_048, minSidePx: 256, maxRatio: 2.5 };
/** Above this a PNG becomes a JPEG: requests with pictures have to stay small. */
const MAX_PNG_BYTES = 6 * 1024 * 1024;

type Limits = Pick<OperationCapabilities, "maxPixels" | "maxSidePx" | "minSidePx">;

/** The pictures of an order as the vendor takes them: fitted to its limits, upright, without metadata. */
export async function loadInputs(
  ctx: Ctx,
  job: GenerationRow,
  model: ModelCapabilities,
): Promise<Pick<ImageRequest, "source" | "mask" | "references" | "outpaint" | "strength" | "upscaleFactor">> {
  const rows = await executor(ctx)
    .select()
    .from(generationInputs)
    .where(eq(generationInputs.generationId, job.id))
    .orderBy(asc(generationInputs.ordinal))
    .limit(20);
  const operation = editOperations.find((edit) => edit === job.operation);
  const limits: Limits = (operation && model.edits[operation]) ?? reference;
  let source: InputPicture | undefined;
  let mask: InputPicture | undefined;
  const references: InputPicture[] = [];
  for (const row of rows) {
    if (row.role === "mask") {
      const bytes = row.storageKey ? await storage().get(row.storageKey) : null;
      if (!bytes || !source) throw inputGone();
      mask = await fitMask(bytes, source);
      continue;
    }
    const original = row.imageId ? await readOriginal(ctx, row.imageId) : null;
    if (!original) throw inputGone();
    if (row.role === "source") source = await fitPicture(original, limits);
    else references.push(await fitPicture(original, reference));
  }
  if (job.operation !== "generate" && !source) throw inputGone();
  const { strength, outpaintRatio, upscaleFactor } = job.params;
  const outpaint = source && outpaintRatio ? extension(source, outpaintRatio) : undefined;
  return { source, mask, references, outpaint, strength, upscaleFactor };
}

/** The config that has to be asked because the order acts on a picture which only that account knows. */
export async function requiredConfig(
  ctx: Ctx,
  job: GenerationRow,
  model: ModelCapabilities,
): Promise<string | undefined> {
  const operation = editOperations.find((edit) => edit === job.operation);
  if (!operation || !model.edits[operation]?.ownPicturesOnly) return undefined;
  const [source] = await executor(ctx)
    .select({ config: generatedImages.vendorConfigId })
    .from(generationInputs)
    .innerJoin(generatedImages, eq(generatedImages.id, generationInputs.imageId))
    .where(and(eq(generationInputs.generationId, job.id), eq(generationInputs.role, "source")));
  return source?.config ?? "";
}

const inputGone = () =>
  new ProviderError("invalid_request", "A picture of this order is not there any more.", true);

async function fitPicture(original: OriginalImage, limits: Limits): Promise<InputPicture> {
  const size = fittedSize(original, limits);
  return withPixels(async () => {
    const fitted = () => {
      const image = openImage(original.bytes).autoOrient().toColourspace("srgb");
      const same = size.widthPx === original.widthPx && size.heightPx === original.heightPx;
      return same ? image : image.resize(size.widthPx, size.heightPx, { fit: "fill" });
    };
    const png = await fitted().png({ compressionLevel: 6 }).toBuffer();
    const { vendorRef } = original;
    if (png.length <= MAX_PNG_BYTES) return { bytes: png, format: "png", ...size, vendorRef };
    const jpeg = await fitted().flatten({ background: "#ffffff" }).jpeg({ quality: 94 }).toBuffer();
    return { bytes: jpeg, format: "jpeg", ...size, vendorRef };
  });
}

/** A mask in the size of the picture that is sent, grey, white where it is edited. */
async function fitMask(bytes: Buffer, source: InputPicture): Promise<InputPicture> {
  const { widthPx, heightPx } = source;
  const png = await withPixels(() =>
    openImage(bytes)
      .removeAlpha()
      .resize(widthPx, heightPx, { fit: "fill" })
      .extractChannel(0)
      .toColourspace("b-w")
      .png()
      .toBuffer(),
  );
  return { bytes: png, format: "png", widthPx, heightPx, vendorRef: null };
}
