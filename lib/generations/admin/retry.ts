import { asc, eq } from "drizzle-orm";
import type { z } from "zod";
import { executor, transact } from "@/db/client";
import { generationInputs, generations, users } from "@/db/schema";
import { requirePermission } from "@/lib/accounts/rules";
import { recordAudit } from "@/lib/audit/record";
import { findOffer } from "@/lib/channels/read";
import { grantCredits } from "@/lib/credits/grant";
import type { Ctx, UserActor } from "@/lib/platform/context";
import { AppError, notFound } from "@/lib/platform/errors";
import { operations } from "@/lib/providers/model-capabilities";
import type { GenerationRow } from "../internal/change";
import { noteDecision } from "../internal/timeline";
import type { Order } from "../order/faults";
import { hashOf, placeOrder } from "../order/place";
import { hasEnded } from "../rules";
import {
  aspectRatios,
  type GenerationAdminRefusal,
  type GenerationRefusal,
  retryGenerationInput,
} from "../schema";

/** The key under which a generation is placed again: once, however often it is asked for. */
export const retryKey = (id: string): string => `retry-${id}`;
/** The business key of the credits that pay for it. */
export const retryGrantKey = (id: string): string => `retry:${id}`;

/**
 * Places an ended generation's order again for its person, on the house: credits of the price are given and the price
 * is reserved in one transaction, under the business key of the retried generation, so that pressing twice makes one.
 * What the new one does not use stays with the person. Orders on a person's own key are refused with `own_key_job`:
 * their vendor would be paid by them.
 */
export async function retryGeneration({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: z.input<typeof retryGenerationInput>;
}): Promise<{ ok: true; id: string } | GenerationAdminRefusal | GenerationRefusal> {
  requirePermission(ctx.actor, "WRITE_ADMIN");
  const { id, reason } = retryGenerationInput.parse(input);
  const found = await findRetried(ctx, id);
  if ("ok" in found) return found;
  const { job, owner } = found;
  const order = await orderOf(ctx, job, owner.userId);
  if (!order) return { ok: false, reason: "cannot_repeat" };
  const alongside = async (inner: Ctx, placed: { id: string; price: number }) => {
    const byAdmin: Ctx = { ...inner, actor: ctx.actor };
    if (placed.price > 0)
      await grantCredits({
        ctx: byAdmin,
        input: {
          userId: owner.userId,
          amount: placed.price,
          source: "adjustment",
          expiresAt: null,
          businessKey: retryGrantKey(id),
          reason,
        },
      });
    await transact(byAdmin, async (same, tx) => {
      await noteDecision(same, tx, { generationId: id, part: 0 }, "retried", { generation: placed.id });
      await recordAudit(same, tx, {
        action: "generations.retry",
        subjectId: id,
        before: { status: job.status, retriedAs: null },
        after: { status: job.status, retriedAs: placed.id, givenCredits: placed.price },
        reason,
      });
    });
  };
  try {
    const inputHash = hashOf({ retryOf: id });
    const placed = await placeOrder({ ...ctx, actor: owner }, order, { inputHash, alongside });
    return "ok" in placed ? placed : { ok: true, id: placed.id };
  } catch (error) {
    // The model is not on offer any more, the plan has become smaller, or a picture that it started from is gone.
    if (error instanceof AppError && (error.status === 400 || error.status === 404))
      return { ok: false, reason: "cannot_repeat" };
    throw error;
  }
}

async function findRetried(
  ctx: Ctx,
  id: string,
): Promise<{ job: GenerationRow; owner: UserActor } | GenerationAdminRefusal> {
  const [row] = await executor(ctx)
    .select({ job: generations, plan: users.plan, status: users.status })
    .from(generations)
    .innerJoin(users, eq(users.id, generations.userId))
    .where(eq(generations.id, id));
  if (!row) throw notFound("generation");
  const { job, plan, status } = row;
  if (!hasEnded(job.status)) return { ok: false, reason: "generation_open" };
  if (status !== "active") return { ok: false, reason: "account_not_active" };
  if (job.model.startsWith("cfg_")) return { ok: false, reason: "own_key_job" };
  return { job, owner: { kind: "user", userId: job.userId, plan, role: "user", address: "" } };
}

/** What was ordered, in the words of an order; null where it cannot be said any more. */
async function orderOf(ctx: Ctx, job: GenerationRow, userId: string): Promise<Order | null> {
  const offer = await findOffer(ctx, userId, job.model);
  const operation = operations.find((known) => known === job.operation);
  const ratio = aspectRatios.find((known) => known === job.ratio);
  const inputs = await executor(ctx)
    .select()
    .from(generationInputs)
    .where(eq(generationInputs.generationId, job.id))
    .orderBy(asc(generationInputs.ordinal));
  const lost = inputs.some((input) => input.role !== "mask" && input.imageId === null);
  if (!offer || !operation || !ratio || lost) return null;
  const { strength, outpaintRatio, upscaleFactor } = job.params;
  return {
    idempotencyKey: retryKey(job.id),
    operation,
    prompt: job.prompt,
    negativePrompt: job.negativePrompt,
    styleTags: job.styleTags,
    ratio,
    tier: job.tier,
    quality: job.quality,
    count: job.count,
    model: job.model,
    // The seed was chosen by the person or by us; a model that takes none must not be given one.
    ...(offer.model.seed ? { seed: job.seed } : {}),
    ...(strength === undefined ? {} : { strength }),
    ...(outpaintRatio === undefined ? {} : { outpaintRatio }),
    ...(upscaleFactor === undefined ? {} : { upscaleFactor }),
    sourceImageId: inputs.find((input) => input.role === "source")?.imageId ?? undefined,
    maskKey: inputs.find((input) => input.role === "mask")?.storageKey ?? undefined,
    references: inputs.flatMap((input) => (input.role === "reference" && input.imageId) || []),
  };
}
