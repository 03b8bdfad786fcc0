import { and, asc, eq, inArray, isNotNull, isNull, type SQL, sql } from "drizzle-orm";
import type { z } from "zod";
import { executor } from "@/db/client";
import { generatedImages, publicationMoves, publications, users } from "@/db/schema";
import { requirePermission, requireUser } from "@/lib/accounts/rules";
import { listChecks } from "@/lib/moderation/read";
import type { Ctx } from "@/lib/platform/context";
import { notFound } from "@/lib/platform/errors";
import { decodeCursor, page } from "@/lib/platform/http/cursor";
import type {
  getReviewInput,
  listPublicationsInput,
  listReviewQueueInput,
  PublicationView,
  ReviewDetailView,
  ReviewItemView,
  ReviewPage,
} from "../schema";
import { toPublicationView, toReason } from "./parts/view";

/** How own images stand with the gallery; those never handed in, and somebody else's, are missing. */
export async function listPublications({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: z.output<typeof listPublicationsInput>;
}): Promise<{ items: PublicationView[]; nextCursor: null }> {
  requirePermission(ctx.actor, "READ_USER");
  const rows = await executor(ctx)
    .select()
    .from(publications)
    .where(and(inArray(publications.imageId, input.ids), eq(publications.userId, requireUser(ctx.actor))))
    .orderBy(asc(publications.imageId));
  return { items: rows.map(toPublicationView), nextCursor: null };
}

const columns = {
  imageId: publications.imageId,
  username: users.username,
  displayName: users.displayName,
  state: publications.state,
  round: publications.round,
  prompt: generatedImages.prompt,
  negativePrompt: generatedImages.negativePrompt,
  styleTags: generatedImages.styleTags,
  model: generatedImages.model,
  operation: generatedImages.operation,
  aiClass: generatedImages.aiClass,
  widthPx: generatedImages.widthPx,
  heightPx: generatedImages.heightPx,
  thumbHash: generatedImages.thumbHash,
  submittedAt: publications.submittedAt,
  checkedAt: publications.checkedAt,
  reason: publications.reason,
  note: publications.note,
  appealedAt: publications.appealedAt,
  appealText: publications.appealText,
};

const selectItems = (ctx: Ctx) =>
  executor(ctx)
    .select(columns)
    .from(publications)
    .innerJoin(generatedImages, eq(generatedImages.id, publications.imageId))
    .innerJoin(users, eq(users.id, publications.userId));

type Row = Awaited<ReturnType<typeof selectItems>>[number];

/** For reviewers: what waits for a decision, whoever has waited longest first. */
export async function listReviewQueue({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: z.output<typeof listReviewQueueInput>;
}): Promise<ReviewPage> {
  requirePermission(ctx.actor, "READ_ADMIN");
  const rows = await selectItems(ctx)
    .where(
      and(
        eq(publications.state, "pending"),
        isNull(generatedImages.deletedAt),
        input.appeals ? isNotNull(publications.appealedAt) : undefined,
        afterInQueue(input.cursor),
      ),
    )
    .orderBy(asc(publications.submittedAt), asc(publications.imageId))
    .limit(input.limit + 1);
  const found = page(rows, input.limit, (row) => ({ atMs: row.submittedAt.getTime(), id: row.imageId }));
  const items = await Promise.all(found.items.map((row) => toItem(ctx, row)));
  return { items, nextCursor: found.nextCursor };
}

/** One publication as a reviewer sees it, with its history; whatever its state. */
export async function getReview({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: z.output<typeof getReviewInput>;
}): Promise<ReviewDetailView> {
  requirePermission(ctx.actor, "READ_ADMIN");
  const [row] = await selectItems(ctx).where(eq(publications.imageId, input.id));
  if (!row) throw notFound("publication");
  const moves = await executor(ctx)
    .select()
    .from(publicationMoves)
    .where(eq(publicationMoves.imageId, input.id))
    .orderBy(asc(publicationMoves.createdAt), asc(publicationMoves.id));
  return {
    ...(await toItem(ctx, row)),
    moves: moves.map(({ from, to, actorKind, reason, note, createdAt }) => ({
      ...{ from, to, actorKind, reason: toReason(reason), note: note || null, at: createdAt.toISOString() },
    })),
  };
}

/** How many publications wait for a decision. */
export async function countReviewQueue({ ctx }: { ctx: Ctx }): Promise<{ waiting: number }> {
  requirePermission(ctx.actor, "READ_ADMIN");
  return { waiting: await executor(ctx).$count(publications, eq(publications.state, "pending")) };
}

function afterInQueue(cursor: string | undefined): SQL | undefined {
  if (cursor === undefined) return undefined;
  const { atMs, id } = decodeCursor(cursor);
  return sql`(${publications.submittedAt}, ${publications.imageId}) >
    (${new Date(atMs).toISOString()}::timestamptz, ${id})`;
}

async function toItem(ctx: Ctx, row: Row): Promise<ReviewItemView> {
  const { username, displayName, submittedAt, checkedAt, appealedAt, ...rest } = row;
  return {
    ...rest,
    author: { username, displayName },
    reason: toReason(row.reason),
    note: row.note || null,
    submittedAt: submittedAt.toISOString(),
    checkedAt: checkedAt?.toISOString() ?? null,
    appealedAt: appealedAt?.toISOString() ?? null,
    checks: await listChecks(ctx, { subjectId: row.imageId, round: row.round }),
    urls: { thumbnail: `/media/${row.imageId}/thumbnail`, display: `/media/${row.imageId}/display` },
  };
}
