import { and, asc, eq, inArray, notInArray } from "drizzle-orm";
import type { z } from "zod";
import { executor } from "@/db/client";
import { afterCursor, newestFirst } from "@/db/keyset";
import { generationAttempts, generations, generationTimeline } from "@/db/schema";
import { ownerOf, requirePermission, requireUser } from "@/lib/accounts/rules";
import { listOffers } from "@/lib/channels/read";
import { tiersOf } from "@/lib/membership/rules";
import type { Ctx } from "@/lib/platform/context";
import { notFound } from "@/lib/platform/errors";
import { page } from "@/lib/platform/http/cursor";
import { viewGeneration, viewGenerations } from "./internal/view";
import type {
  GenerationDetailView,
  GenerationPage,
  GenerationView,
  generationIdInput,
  listGenerationsInput,
  ModelView,
  TimelineEntryView,
} from "./schema";
import { timelineKinds } from "./schema";

const open = ["queued", "running"] as const;

/** The acting user's generation with its pictures, or null. */
export async function findGeneration(ctx: Ctx, id: string): Promise<GenerationView | null> {
  const [row] = await executor(ctx)
    .select()
    .from(generations)
    .where(and(eq(generations.id, id), eq(generations.userId, requireUser(ctx.actor))));
  return row ? await viewGeneration(ctx, row) : null;
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
    .limit(100);
  return {
    ...view,
    timeline: await listTimeline(ctx, input.id),
    attempts: attempts.map((attempt) => ({
      ordinal: attempt.ordinal,
      part: attempt.part,
      provider: attempt.provider,
      state: attempt.state,
      cause: attempt.cause,
      errorClass: attempt.errorClass,
      submittedAt: attempt.submittedAt?.toISOString() ?? null,
      finishedAt: attempt.finishedAt?.toISOString() ?? null,
    })),
  };
}

/** What was decided about a generation, in order. Kinds that this version does not know are left out. */
async function listTimeline(ctx: Ctx, generationId: string): Promise<TimelineEntryView[]> {
  const rows = await executor(ctx)
    .select()
    .from(generationTimeline)
    .where(eq(generationTimeline.generationId, generationId))
    .orderBy(asc(generationTimeline.createdAt), asc(generationTimeline.id))
    .limit(500);
  return rows.flatMap(({ part, kind, data, createdAt }) => {
    const known = timelineKinds.find((one) => one === kind);
    return known ? [{ part, kind: known, data, at: createdAt.toISOString() }] : [];
  });
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
    .orderBy(...newestFirst(generations))
    .limit(input.limit + 1);
  const found = page(rows, input.limit, (row) => ({ atMs: row.createdAt.getTime(), id: row.id }));
  return { items: await viewGenerations(ctx, found.items), nextCursor: found.nextCursor };
}

/** The models on offer for whoever asks, own keys first, with what they can do and cost. */
export async function listOfferedModels({
  ctx,
}: {
  ctx: Ctx;
}): Promise<{ items: ModelView[]; nextCursor: null }> {
  const userId = ownerOf(ctx.actor);
  const offers = await listOffers(ctx, userId);
  // A visitor is shown what everybody would have.
  const included = tiersOf["plan" in ctx.actor ? ctx.actor.plan : "free"];
  const items = offers.flatMap(({ model, own, simulated }): ModelView[] => {
    // The view's schema takes only what it names; arrays are copied because capabilities are shared and frozen in type.
    const { editsOnly = false, promptLanguage = null, ratios, qualities, edits, ...rest } = model;
    const tiers = model.tiers.filter((tier) => included.includes(tier));
    if (tiers.length === 0) return [];
    const view = {
      ...rest,
      ratios: [...ratios],
      tiers,
      lockedTiers: model.tiers.filter((tier) => !included.includes(tier)),
      qualities: [...qualities],
      edits: Object.fromEntries(
        Object.entries(edits).map(([operation, can]) => [
          operation,
          { ...can, factors: can.factors && [...can.factors] },
        ]),
      ),
      editsOnly,
      promptLanguage,
      own,
      simulated,
    };
    return [view];
  });
  return { items, nextCursor: null };
}
