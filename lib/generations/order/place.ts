import { randomInt } from "node:crypto";
import { and, eq, inArray, isNull, sql } from "drizzle-orm";
import { type Transaction, transact } from "@/db/client";
import { apiConfigs, generatedImages, generationInputs, generations, users } from "@/db/schema";
import { generationRequested } from "@/inngest/events";
import { openGenerations } from "@/lib/accounts/rules";
import { findOffer, type Offer } from "@/lib/channels/read";
import { reserveCredits } from "@/lib/credits/reserve";
import { isStorageFull } from "@/lib/images/storage/read";
import { tiersOf } from "@/lib/membership/rules";
import type { Ctx, OwnerActor } from "@/lib/platform/context";
import { sha256Hex } from "@/lib/platform/crypto";
import { broken, invalidInput, notFound, unauthenticated } from "@/lib/platform/errors";
import { newId } from "@/lib/platform/ids";
import { failPoint } from "@/lib/platform/process/fail-points";
import { canTranslate } from "@/lib/prompts/read";
import { needsTranslation } from "@/lib/prompts/rules";
import type { Tier } from "@/lib/providers/model-capabilities";
import { getPromptFragments } from "@/lib/styles/read";
import type { GenerationRow } from "../internal/change";
import { sendGenerationEvent } from "../internal/send";
import { viewGeneration } from "../internal/view";
import { priceCredits } from "../rules";
import { type GenerationRefusal, type GenerationView, MAX_SEED } from "../schema";
import { type Order, orderFaults } from "./faults";

const MAX_PICTURE_BYTES: Record<Tier, number> = {
  "1K": 3 * 1024 ** 2,
  "2K": 3 * 2048 ** 2,
  "4K": 3 * 4096 ** 2,
};

/** What an order is placed under. */
interface Terms {
  /** Of what was sent, without the price that was seen: a repetition may have seen another one. */
  inputHash: string;
  /** The price that the person saw; absent takes whatever it is. */
  expectedCredits?: number;
  /** Runs in the transaction before the price is reserved, and not for a repetition. */
  alongside?: (ctx: Ctx, placed: { id: string; price: number }) => Promise<void>;
}

/**
 * Takes an order: reserves its price and queues it in one transaction, then asks the engine to run it. If the
 * process dies before asking, the sweep asks again. The client's idempotency key makes a repeated submit return
 * the first generation, whatever has become of the price; the same key with another input is refused. The caller has
 * checked the permission.
 */
export async function placeOrder(
  ctx: Ctx<OwnerActor>,
  order: Order,
  { inputHash, expectedCredits, alongside }: Terms,
): Promise<GenerationView | GenerationRefusal> {
  const result = await transact(ctx, async (inner, tx) => {
    const { userId } = ctx.actor;
    await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`generations:${userId}`}, 0))`);
    await requireActive(tx, userId);
    const first = await findByKey(tx, userId, order.idempotencyKey);
    if (first) return first.inputHash === inputHash ? first : refuse("idempotency_key_reused");
    const offer = await checkOrder(inner, tx, userId, order);
    const price = priceCredits(offer.model, order);
    if (expectedCredits !== undefined && expectedCredits !== price)
      return { ok: false as const, reason: "price_changed" as const, priceCredits: price };
    if (
      offer.model.promptLanguage &&
      needsTranslation(`${order.prompt} ${order.negativePrompt}`) &&
      !(await canTranslate(inner))
    )
      return refuse("no_translator");
    if ((await countOpen(tx, userId)) >= openGenerations[ctx.actor.plan])
      return refuse("too_many_open_generations");
    // What is owed is read first: a picture that is stored meanwhile counts twice rather than not at all.
    const owedBytes = await estimateOwed(tx, userId);
    if (await isStorageFull(inner, userId, ctx.actor.plan, owedBytes)) return refuse("storage_full");
    const id = newId("generation", ctx.now.getTime());
    await alongside?.(inner, { id, price });
    if (price > 0) {
      const reserved = await reserveCredits({ ctx: inner, input: { userId, subjectId: id, amount: price } });
      if (!reserved.ok) return reserved;
    }
    failPoint("generations.reserved");
    return insertGeneration(inner, tx, { id, order, offer, price, inputHash });
  });
  if ("ok" in result) return result;
  failPoint("generations.committed-not-sent");
  if (result.status === "queued") await sendGenerationEvent(generationRequested, result);
  return viewGeneration(ctx, result);
}

/** The generation that an order with this key made before, whatever has become of its pictures since; or null. */
export async function findPlaced(
  ctx: Ctx<OwnerActor>,
  idempotencyKey: string,
  inputHash: string,
): Promise<GenerationView | GenerationRefusal | null> {
  const first = await transact(ctx, (_, tx) => findByKey(tx, ctx.actor.userId, idempotencyKey));
  if (!first) return null;
  return first.inputHash === inputHash ? viewGeneration(ctx, first) : refuse("idempotency_key_reused");
}

/** Tells a repetition from a key that is used twice: of what was sent, with its defaults. */
export const hashOf = (input: object): string => sha256Hex(JSON.stringify(input));

/** A request that was on its way when its account was closed or suspended must not begin anything any more. */
async function requireActive(tx: Transaction, userId: string): Promise<void> {
  const [user] = await tx
    .select({ status: users.status })
    .from(users)
    .where(eq(users.id, userId))
    .for("share");
  if (user?.status !== "active") throw unauthenticated();
}

const refuse = (
  reason: "idempotency_key_reused" | "too_many_open_generations" | "no_translator" | "storage_full",
) => ({
  ok: false as const,
  reason,
});

/** Checks the order against what its model can do and its pictures against what the person has. */
async function checkOrder(
  ctx: Ctx<OwnerActor>,
  tx: Transaction,
  userId: string,
  order: Order,
): Promise<Offer> {
  const offer = await findOffer(ctx, userId, order.model);
  if (!offer) throw invalidInput({ model: "is not on offer" });
  const pictures = await findPictures(tx, userId, order);
  const source = pictures.find((picture) => picture.id === order.sourceImageId) ?? null;
  if (order.sourceImageId && !source) throw notFound("image");
  const missing = order.references.filter((id) => !pictures.some((picture) => picture.id === id));
  if (missing.length > 0) throw invalidInput({ references: "there is no such image" });
  const faults = orderFaults(offer.model, order, source);
  if (!tiersOf[ctx.actor.plan].includes(order.tier)) faults.tier ??= "is not part of this plan";
  if (Object.keys(faults).length > 0) throw invalidInput(faults);
  await getPromptFragments(ctx, order.styleTags);
  return offer;
}

async function findPictures(tx: Transaction, userId: string, order: Order) {
  const ids = [...order.references, ...(order.sourceImageId ? [order.sourceImageId] : [])];
  if (ids.length === 0) return [];
  return tx
    .select({
      id: generatedImages.id,
      widthPx: generatedImages.widthPx,
      heightPx: generatedImages.heightPx,
      provider: generatedImages.provider,
      vendorRef: generatedImages.vendorRef,
      vendorConfigId: generatedImages.vendorConfigId,
      vendorOwner: apiConfigs.userId,
    })
    .from(generatedImages)
    .leftJoin(apiConfigs, eq(apiConfigs.id, generatedImages.vendorConfigId))
    .where(
      and(
        inArray(generatedImages.id, ids),
        eq(generatedImages.userId, userId),
        isNull(generatedImages.deletedAt),
        isNull(generatedImages.purgingAt),
      ),
    )
    .limit(ids.length);
}

async function findByKey(tx: Transaction, userId: string, key: string): Promise<GenerationRow | undefined> {
  const [row] = await tx
    .select()
    .from(generations)
    .where(and(eq(generations.userId, userId), eq(generations.idempotencyKey, key)));
  return row;
}

const openOf = (userId: string) =>
  and(eq(generations.userId, userId), sql`${generations.status} in ('queued', 'running')`);

const countOpen = (tx: Transaction, userId: string): Promise<number> =>
  tx.$count(generations, openOf(userId));

/**
 * Bytes that the pictures of open orders may still take, by their tier. A file is hardly larger than its bare pixels,
 * three bytes each, and often half of that, so that what is queued does not outgrow the plan.
 */
async function estimateOwed(tx: Transaction, userId: string): Promise<number> {
  const open = await tx
    .select({ tier: generations.tier, count: generations.count, delivered: generations.deliveredCount })
    .from(generations)
    .where(openOf(userId));
  return open.reduce((bytes, job) => bytes + (job.count - job.delivered) * MAX_PICTURE_BYTES[job.tier], 0);
}

async function insertGeneration(
  ctx: Ctx<OwnerActor>,
  tx: Transaction,
  job: { id: string; order: Order; offer: Offer; price: number; inputHash: string },
): Promise<GenerationRow> {
  const { order, offer } = job;
  const { idempotencyKey, seed, strength, outpaintRatio, upscaleFactor } = order;
  const [row] = await tx
    .insert(generations)
    .values({
      id: job.id,
      userId: ctx.actor.userId,
      idempotencyKey,
      inputHash: job.inputHash,
      prompt: order.prompt,
      negativePrompt: order.negativePrompt,
      styleTags: order.styleTags,
      ratio: order.ratio,
      tier: order.tier,
      quality: order.quality,
      count: order.count,
      seed: seed ?? randomInt(MAX_SEED),
      operation: order.operation,
      params: { strength, outpaintRatio, upscaleFactor },
      referenceCount: order.references.length,
      perCall: offer.model.maxPerCall,
      provider: offer.model.provider,
      model: offer.model.id,
      priceCredits: job.price,
      requestId: ctx.requestId,
      createdAt: ctx.now,
      updatedAt: ctx.now,
    })
    .returning();
  const inputs = inputsOf(job.id, order);
  if (inputs.length > 0) await tx.insert(generationInputs).values(inputs);
  return row ?? broken("insert returned no generation");
}

function inputsOf(generationId: string, order: Order): (typeof generationInputs.$inferInsert)[] {
  const { sourceImageId, maskKey, references } = order;
  const inputs = [
    ...(sourceImageId ? [{ role: "source" as const, imageId: sourceImageId }] : []),
    ...(maskKey ? [{ role: "mask" as const, storageKey: maskKey }] : []),
    ...references.map((imageId) => ({ role: "reference" as const, imageId })),
  ];
  return inputs.map((input, ordinal) => ({ ...input, generationId, ordinal }));
}
