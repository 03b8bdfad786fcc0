import type { generatedImages } from "@/db/schema";
import { ownerOf } from "@/lib/accounts/rules";
import type { Actor } from "@/lib/platform/context";
import { type AppError, notFound } from "@/lib/platform/errors";
import { logger } from "@/lib/platform/log";
import { withPixels } from "@/lib/platform/pixels/pixels";
import { withVisitorPixels } from "@/lib/platform/pixels/visitor-pixels";
import { singleFlight } from "@/lib/platform/process/single-flight";
import { singleton } from "@/lib/platform/process/singleton";
import { storage } from "@/lib/providers/storage/client";
import { imageFiles } from "../rules";

/** What a file of an image is found and made by. */
export type ImageFileSource = Pick<
  typeof generatedImages.$inferSelect,
  "id" | "storageKey" | "format" | "generationId" | "aiClass"
>;

const flights = () => singleton("images.make-file", () => singleFlight<void>());

/**
 * Makes a file of an image from its original and keeps it under `key`; one that is there by then stays. However many
 * ask at once, it is made once, and the original is read only when its turn has come, so that memory holds as many
 * originals as there are slots. A `visitor`, whoever is not the owner, may be refused with 503 `busy`.
 */
export function keepFile({
  image,
  key,
  contentType,
  visitor,
  make,
}: {
  image: Pick<ImageFileSource, "storageKey" | "format">;
  key: string;
  contentType: string;
  /** Who asks, by `visitorKey`; null for the owner. */
  visitor: string | null;
  make: (original: Buffer) => Promise<Buffer>;
}): Promise<void> {
  const work = async () => {
    if (await storage().stat(key)) return;
    const originalKey = imageFiles.original(image.storageKey, image.format);
    const original = await storage().get(originalKey);
    if (!original) throw fileGone(originalKey);
    await storage().put(key, await make(original), { contentType });
  };
  // Apart, because an owner never waits behind visitors and is never refused with them.
  return visitor === null
    ? flights()(`own ${key}`, () => withPixels(work))
    : flights()(key, () => withVisitorPixels(visitor, work));
}

/** By what a visitor is told from the others: the person that they act as, else their address. */
export const visitorKey = (actor: Actor): string =>
  ownerOf(actor) ?? ("address" in actor ? actor.address : actor.kind);

/** The row was there and its file was not: the image went between two looks, or the storage lost it. */
export function fileGone(key: string): AppError {
  logger("images.open-file").error("a file of an image is gone", { key });
  return notFound("image");
}
