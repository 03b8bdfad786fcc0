import { randomInt } from "node:crypto";
import { and, eq, sql } from "drizzle-orm";
import type { z } from "zod";
import { type Transaction, transact } from "@/db/client";
import { generations, users } from "@/db/schema";
import { generationRequested } from "@/inngest/events";
import { openGenerations, requirePermission } from "@/lib/accounts/rules";
import { reserveCredits } from "@/lib/credits/reserve";
import { listImagesOf } from "@/lib/images/read";
import type { Ctx, UserActor } from "@/lib/platform/context";
import { sha256Hex } from "@/lib/platform/crypto";
import { broken, invalidInput, unauthenticated } from "@/lib/platform/errors";
import { newId } from "@/lib/platform/ids";
import { failPoint } from "@/lib/platform/process/fail-points";
import type { ModelCapabilities } from "@/lib/providers/image-provider";
import { findModel } from "@/lib/providers/registry";
import { getPromptFragments } from "@/lib/styles/read";
import type { GenerationRow } from "./internal/change";
import { sendGenerationEvent } from "./internal/send";
import { toGenerationView } from "./internal/view";
import { priceCredits } from "./rules";
import { createGenerationInput, type GenerationRefusal, type GenerationView, MAX_SEED } from "./schema";

type Order = z.output<typeof createGenerationInput>;

/**
 * Takes an order for pictures: reserves its price and queues it in one transaction, then asks the engine to
 * run it. If the process dies before asking, the sweep asks again. The client's idempotency key makes a repeated
 * submit return the first generation; the same key with another input is refused.
 */
export async function createGeneration({
  ctx,
  input,
}: {
  ctx: Ctx<UserActor>;
  input: z.input<typeof createGenerationInput>;
}): Promise<GenerationView | GenerationRefusal> {
  requirePermission(ctx.actor, "GENERATE_IMAGE");
  const order = createGenerationInput.parse(input);
  const inputHash = sha256Hex(JSON.stringify(order));
  const result = await transact(ctx, async (inner, tx) => {
    const { userId } = ctx.actor;
    await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`generations:${userId}`}, 0))`);
    await requireActive(tx, userId);
    const first = await findByKey(tx, userId, order.idempotencyKey);
    if (first) return first.inputHash === inputHash ? first : refuse("idempotency_key_reused");
    const model = await checkOrder(inner, order);
    if ((await countOpen(tx, userId)) >= openGenerations[ctx.actor.plan])
      return refuse("too_many_open_generations");
    const id = newId("generation", ctx.now.getTime());
    const price = priceCredits(model, order);
    if (price > 0) {
      const reserved = await reserveCredits({ ctx: inner, input: { userId, subjectId: id, amount: price } });
      if (!reserved.ok) return reserved;
    }
    failPoint("generations.reserved");
    return insertGeneration(inner, tx, { id, order, model, price, inputHash });
  });
  if ("ok" in result) return result;
  failPoint("generations.committed-not-sent");
  if (result.status === "queued") await sendGenerationEvent(generationRequested, result);
  return toGenerationView(result, await listImagesOf(ctx, [result.id]));
}

/** A request that was on its way when its account was closed or suspended must not begin anything any more. */
async function requireActive(tx: Transaction, userId: string): Promise<void> {
  const [user] = await tx
    .select({ status: users.status })
    .from(users)
    .where(eq(users.id, userId))
    .for("share");
  if (user?.status !== "active") throw unauthenticated();
}

const refuse = (reason: "idempotency_key_reused" | "too_many_open_generations") => ({
  ok: false as const,
  reason,
});

/** Checks the order against what its model can do; every mismatch is a 400 on its field. */
async function checkOrder(ctx: Ctx, order: Order): Promise<ModelCapabilities> {
  const found = findModel(order.model);
  if (!found) throw invalidInput({ model: "is not on offer" });
  const { model } = found;
  const fields: Record<string, string> = {};
  if (!model.ratios.includes(order.ratio)) fields.ratio = "is not offered by this model";
  if (!model.tiers.includes(order.tier)) fields.tier = "is not offered by this model";
  if (!model.qualities.includes(order.quality)) fields.quality = "is not offered by this model";
  if (order.count > model.maxCount) fields.count = `at most ${model.maxCount} with this model`;
  if (order.prompt.length > model.maxPromptChars)
    fields.prompt = `at most ${model.maxPromptChars} characters`;
  if (order.negativePrompt && !model.negativePrompt) fields.negativePrompt = "is not offered by this model";
  if (order.seed !== undefined && !model.seed) fields.seed = "is not offered by this model";
  if (Object.keys(fields).length > 0) throw invalidInput(fields);
  await getPromptFragments(ctx, order.styleTags);
  return model;
}

async function findByKey(tx: Transaction, userId: string, key: string): Promise<GenerationRow | undefined> {
  const [row] = await tx
    .select()
    .from(generations)
    .where(and(eq(generations.userId, userId), eq(generations.idempotencyKey, key)));
  return row;
}

const countOpen = (tx: Transaction, userId: string): Promise<number> =>
  tx.$count(
    generations,
    and(eq(generations.userId, userId), sql`${generations.status} in ('queued', 'running')`),
  );

async function insertGeneration(
  ctx: Ctx<UserActor>,
  tx: Transaction,
  job: { id: string; order: Order; model: ModelCapabilities; price: number; inputHash: string },
): Promise<GenerationRow> {
  const { idempotencyKey, seed, ...order } = job.order;
  const [row] = await tx
    .insert(generations)
    .values({
      ...order,
      id: job.id,
      userId: ctx.actor.userId,
      idempotencyKey,
      inputHash: job.inputHash,
      seed: seed ?? randomInt(MAX_SEED),
      provider: job.model.provider,
      model: job.model.id,
      priceCredits: job.price,
      requestId: ctx.requestId,
      createdAt: ctx.now,
      updatedAt: ctx.now,
    })
    .returning();
  return row ?? broken("insert returned no generation");
}
