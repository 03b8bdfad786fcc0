import { downloadZip } from "client-zip";
import { and, eq, inArray, isNull } from "drizzle-orm";
import { executor } from "@/db/client";
import { afterCursor, newestFirst } from "@/db/keyset";
import { collections, generatedImages } from "@/db/schema";
import { requirePermission, requireUser } from "@/lib/accounts/rules";
import type { Ctx } from "@/lib/platform/context";
import { sha256Hex } from "@/lib/platform/crypto";
import { AppError } from "@/lib/platform/errors";
import { encodeCursor } from "@/lib/platform/http/cursor";
import { logger } from "@/lib/platform/log";
import { businessDay } from "@/lib/platform/time";
import { storage } from "@/lib/providers/storage/client";
import { exportImage } from "../process/export";
import { archiveName, type ExportFormat, imageFiles, originOf } from "../rules";
import { exportFormats } from "../schema";
import { type ExportedImage, listPlaces, manifestParts } from "./manifest";
import { type FileSource, fileSourceColumns } from "./source";

const PAGE = 100;

/**
 * The actor's whole library as one ZIP (ZIP64 where it must be): every image outside the trash in its own format and
 * labelled, `collections.json`, and `manifest.json` with all data last. Streamed file by file: memory holds one picture
 * and some bytes per image. An image that goes meanwhile is listed as missing. Ends when `signal` does.
 */
export function exportEverything({ ctx, signal }: { ctx: Ctx; signal?: AbortSignal }): {
  fileName: string;
  body: ReadableStream<Uint8Array>;
} {
  requirePermission(ctx.actor, "READ_USER");
  const userId = requireUser(ctx.actor);
  const body = downloadZip(files(ctx, userId, signal)).body ?? new ReadableStream();
  return { fileName: `xintu-library-${businessDay(ctx.now)}.zip`, body };
}

async function* files(ctx: Ctx, userId: string, signal: AbortSignal | undefined) {
  const exported: ExportedImage[] = [];
  for await (const image of listWholeLibrary(ctx, userId)) {
    signal?.throwIfAborted();
    const format = exportFormats.find((name) => name === image.format) ?? "png";
    const bytes = await labelled(image, format);
    const name = archiveName(image.prompt, image.id, format, businessDay(image.createdAt));
    exported.push({ id: image.id, file: bytes && { name, sha256: sha256Hex(bytes) } });
    if (bytes) yield { name, input: bytes, lastModified: image.createdAt };
  }
  signal?.throwIfAborted();
  const own = await executor(ctx).select().from(collections).where(eq(collections.userId, userId));
  const places = listPlaces(own);
  yield { name: "collections.json", input: `${JSON.stringify(places, null, 2)}\n`, lastModified: ctx.now };
  const data = (ids: string[]) => readData(ctx, userId, ids);
  yield {
    name: "manifest.json",
    input: manifestParts({ exportedAt: ctx.now, exported, places, data }),
    lastModified: ctx.now,
  };
}

/** Page by page, newest first, so that no transaction stays open while somebody downloads for an hour. */
async function* listWholeLibrary(ctx: Ctx, userId: string): AsyncGenerator<FileSource> {
  let cursor: string | undefined;
  do {
    const rows: FileSource[] = await executor(ctx)
      .select(fileSourceColumns)
      .from(generatedImages)
      .where(
        and(
          eq(generatedImages.userId, userId),
          isNull(generatedImages.deletedAt),
          afterCursor(generatedImages.createdAt, generatedImages.id, cursor),
        ),
      )
      .orderBy(...newestFirst(generatedImages))
      .limit(PAGE);
    yield* rows;
    const last = rows.length === PAGE ? rows.at(-1) : undefined;
    cursor = last && encodeCursor({ atMs: last.createdAt.getTime(), id: last.id });
  } while (cursor !== undefined);
}

/** The file as it may leave; null when it cannot be made any more. It is not kept: a whole library is seldom asked for. */
async function labelled(image: FileSource, format: ExportFormat): Promise<Buffer | null> {
  const made = await storage().get(imageFiles.download(image.storageKey, image.aiClass, format));
  if (made) return made;
  const original = await storage().get(imageFiles.original(image.storageKey, image.format));
  if (!original) return null;
  try {
    return (await exportImage({ original, format, aiClass: image.aiClass, ...originOf(image) })).bytes;
  } catch (err) {
    if (!(err instanceof AppError)) throw err;
    logger("images.export-all").error("an image of a library cannot be exported", { image: image.id, err });
    return null;
  }
}

const readData = (ctx: Ctx, userId: string, ids: string[]) =>
  executor(ctx)
    .select()
    .from(generatedImages)
    .where(and(inArray(generatedImages.id, ids), eq(generatedImages.userId, userId)));
