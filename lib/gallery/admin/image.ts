import { asc, desc, eq, inArray } from "drizzle-orm";
import { type Executor, executor } from "@/db/client";
import {
  generatedImages,
  imageReports,
  moderationChecks,
  publicationMoves,
  publications,
  users,
} from "@/db/schema";
import { requirePermission } from "@/lib/accounts/rules";
import { isShownToReviewers } from "@/lib/images/rules";
import { checkFileLabels } from "@/lib/labels/check-file";
import type { LabelledClass } from "@/lib/labels/schema";
import type { Ctx } from "@/lib/platform/context";
import { storage } from "@/lib/providers/storage/client";
import type { ImageRecordView, StoredFileView } from "../schema";

/** Rows of one kind that a record shows. */
const MOST = 100;
/** Files of one image; more than there are kinds of them. */
const MOST_FILES = 20;

const iso = (at: Date | null): string | null => at?.toISOString() ?? null;

/** One image of anybody's with everything that is known of it, or null where there is none. */
export async function findImageRecord({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: { id: string };
}): Promise<ImageRecordView | null> {
  requirePermission(ctx.actor, "READ_ADMIN");
  const from = executor(ctx);
  const [row] = await from
    .select({
      image: generatedImages,
      publication: publications,
      username: users.username,
      status: users.status,
    })
    .from(generatedImages)
    .innerJoin(users, eq(users.id, generatedImages.userId))
    .leftJoin(publications, eq(publications.imageId, generatedImages.id))
    .where(eq(generatedImages.id, input.id));
  if (!row) return null;
  const [moves, checks, reports] = await Promise.all([
    from
      .select()
      .from(publicationMoves)
      .where(eq(publicationMoves.imageId, input.id))
      .orderBy(asc(publicationMoves.createdAt), asc(publicationMoves.id))
      .limit(MOST),
    from
      .select()
      .from(moderationChecks)
      .where(eq(moderationChecks.subjectId, input.id))
      .orderBy(desc(moderationChecks.round), asc(moderationChecks.kind), asc(moderationChecks.checker))
      .limit(MOST),
    from
      .select()
      .from(imageReports)
      .where(eq(imageReports.imageId, input.id))
      .orderBy(desc(imageReports.createdAt), desc(imageReports.id))
      .limit(MOST),
  ]);
  const { image, publication } = row;
  const names = await namesOf(from, [publication?.decidedBy ?? "", ...moves.map(({ actorId }) => actorId)]);
  return {
    ...{ id: image.id, userId: image.userId, username: row.username, authorStatus: row.status },
    ...{ generationId: image.generationId, parentImageId: image.parentImageId, operation: image.operation },
    ...{ prompt: image.prompt, negativePrompt: image.negativePrompt, styleTags: image.styleTags },
    ...{ provider: image.provider, model: image.model, aiClass: image.aiClass, format: image.format },
    ...{ widthPx: image.widthPx, heightPx: image.heightPx, sizeBytes: image.sizeBytes },
    ...{ sha256: image.sha256, isPublic: image.isPublic, likes: image.likes, downloads: image.downloads },
    createdAt: image.createdAt.toISOString(),
    deletedAt: iso(image.deletedAt),
    isShown: isShownToReviewers({ publication: publication?.state ?? null, deletedAt: image.deletedAt }),
    publication: publication && {
      ...{ state: publication.state, round: publication.round, reason: publication.reason },
      ...{ note: publication.note, appealText: publication.appealText, decidedBy: publication.decidedBy },
      decidedByName: names.get(publication.decidedBy ?? "") ?? null,
      submittedAt: publication.submittedAt.toISOString(),
      decidedAt: iso(publication.decidedAt),
      publishedAt: iso(publication.publishedAt),
      appealedAt: iso(publication.appealedAt),
    },
    moves: moves.map(({ id, from: before, to, actorKind, actorId, reason, note, createdAt }) => ({
      ...{ id, from: before, to, actorKind, actorId, actorName: names.get(actorId) ?? null },
      ...{ reason, note, createdAt: createdAt.toISOString() },
    })),
    checks: checks.map(({ id, round, kind, checker, verdict, reasons, createdAt }) => ({
      ...{ id, round, kind, checker, verdict, reasons, createdAt: createdAt.toISOString() },
    })),
    reports: reports.map(({ id, reason, note, resolution, createdAt, resolvedAt }) => ({
      ...{ id, reason, note, resolution, createdAt: createdAt.toISOString(), resolvedAt: iso(resolvedAt) },
    })),
  };
}

/** What people are called; ids that are nobody's are missing. */
async function namesOf(from: Executor, ids: readonly string[]): Promise<Map<string, string>> {
  const rows = await from
    .select({ id: users.id, username: users.username })
    .from(users)
    .where(inArray(users.id, [...new Set(ids)]));
  return new Map(rows.map(({ id, username }) => [id, username]));
}

/**
 * What the stored files of an image bear of its labels, read from their bytes. Every file must bear both, but the
 * original, which bears none of ours and never leaves, and those of a picture that no AI made.
 */
export async function checkStoredFiles({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: { id: string };
}): Promise<StoredFileView[]> {
  requirePermission(ctx.actor, "READ_ADMIN");
  const [image] = await executor(ctx)
    .select({ folder: generatedImages.storageKey, aiClass: generatedImages.aiClass })
    .from(generatedImages)
    .where(eq(generatedImages.id, input.id));
  if (!image) return [];
  const { keys } = await storage().list(`${image.folder}/`, MOST_FILES);
  const files: StoredFileView[] = [];
  // One after the other: each is decoded, and somebody only looks.
  for (const key of keys.toSorted()) files.push(await checkFile(key, image));
  return files;
}

async function checkFile(
  key: string,
  { folder, aiClass }: { folder: string; aiClass: LabelledClass | "none" },
): Promise<StoredFileView> {
  const name = key.slice(folder.length + 1);
  const isOriginal = name.startsWith("original.");
  // A class that was given later has files of its own; those from before are out of reach.
  const isCurrent = isOriginal || aiClass !== "declared" || name.includes("-declared.");
  const bytes = await storage().get(key);
  const found = bytes && (await checkFileLabels(bytes, aiClass === "none" ? "made" : aiClass));
  const isVisible = found?.isVisible ?? null;
  const hasMetadata = found ? found.metadata.aigc !== null && found.metadata.count === 1 : null;
  const isExpected = !isOriginal && aiClass !== "none";
  const isRight = isOriginal || (isVisible === isExpected && hasMetadata === isExpected);
  return {
    ...{ name, isOriginal, isCurrent, isVisible, hasMetadata, isExpected },
    ...{ isRight: found !== null && (isRight || !isCurrent), sizeBytes: bytes?.length ?? 0 },
    label: found?.metadata.aigc?.Label ?? null,
    produceId: found?.metadata.aigc?.ProduceID ?? null,
  };
}
