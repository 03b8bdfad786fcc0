import { and, asc, desc, eq, inArray, notInArray } from "drizzle-orm";
import type { z } from "zod";
import { executor } from "@/db/client";
import { afterCursor } from "@/db/keyset";
import { generationAttempts, generations } from "@/db/schema";
import { requirePermission, requireUser } from "@/lib/accounts/rules";
import { listImagesOf } from "@/lib/images/read";
import type { Ctx } from "@/lib/platform/context";
import { notFound } from "@/lib/platform/errors";
import { page } from "@/lib/platform/http/cursor";
import { listModels } from "@/lib/providers/registry";
import { toGenerationView } from "./internal/view";
import type {
  GenerationDetailView,
  GenerationPage,
  GenerationView,
  generationIdInput,
  listGenerationsInput,
  ModelView,
} from "./schema";

const open = ["queued", "running"] as const;

/** The acting user's generation with its pictures, or null. */
export async function findGeneration(ctx: Ctx, id: string): Promise<GenerationView | null> {
  const [row] = await executor(ctx)
    .select()
    .from(generations)
    .where(and(eq(generations.id, id), eq(generations.userId, requireUser(ctx.actor))));
  return row ? toGenerationView(row, await listImagesOf(ctx, [id])) : null;
}

/** The acting user's generation with its pictures and its timeline. */
export async function getGeneration({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: z.infer<typeof generationIdInput>;
}): Promise<GenerationDetailView> {
  requirePermission(ctx.actor, "READ_USER");
  const view = await findGeneration(ctx, input.id);
  if (!view) throw notFound("generation");
  const attempts = await executor(ctx)
    .select()
    .from(generationAttempts)
    .where(eq(generationAttempts.generationId, input.id))
    .orderBy(asc(generationAttempts.ordinal))
    .limit(20);
  return {
    ...view,
    attempts: attempts.map((attempt) => ({
      ordinal: attempt.ordinal,
      provider: attempt.provider,
      state: attempt.state,
      cause: attempt.cause,
      errorClass: attempt.errorClass,
      submittedAt: attempt.submittedAt?.toISOString() ?? null,
      finishedAt: attempt.finishedAt?.toISOString() ?? null,
    })),
  };
}

/** The acting user's generations, newest first. */
export async function listGenerations({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: z.infer<typeof listGenerationsInput>;
}): Promise<GenerationPage> {
  requirePermission(ctx.actor, "READ_USER");
  const rows = await executor(ctx)
    .select()
    .from(generations)
    .where(
      and(
        eq(generations.userId, requireUser(ctx.actor)),
        input.status === "active" ? inArray(generations.status, [...open]) : undefined,
        input.status === "ended" ? notInArray(generations.status, [...open]) : undefined,
        afterCursor(generations.createdAt, generations.id, input.cursor),
      ),
    )
    .orderBy(desc(generations.createdAt), desc(generations.id))
    .limit(input.limit + 1);
  const found = page(rows, input.limit, (row) => ({ atMs: row.createdAt.getTime(), id: row.id }));
  const images = await listImagesOf(
    ctx,
    found.items.map((row) => row.id),
  );
  return { items: found.items.map((row) => toGenerationView(row, images)), nextCursor: found.nextCursor };
}

/** The models on offer with what they can do and cost. */
export async function listOfferedModels(): Promise<{ items: ModelView[]; nextCursor: null }> {
  const items = listModels().map((model) => ({
    ...model,
    ratios: [...model.ratios],
    tiers: [...model.tiers],
    qualities: [...model.qualities],
  }));
  return { items, nextCursor: null };
}
