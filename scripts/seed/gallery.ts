import { and, eq, isNull } from "drizzle-orm";
import { db } from "@/db/client";
import { generatedImages, users } from "@/db/schema";
import { jobContext, requestContext } from "@/lib/entry/context";
import { decidePublication } from "@/lib/gallery/publishing/decide";
import { publishImages } from "@/lib/gallery/publishing/publish";
import { listPublications } from "@/lib/gallery/publishing/read";
import { createGeneration } from "@/lib/generations/create";
import { claimGeneration } from "@/lib/generations/run/claim";
import { collectOutput } from "@/lib/generations/run/collect";
import { pollGeneration } from "@/lib/generations/run/poll";
import { settleGeneration } from "@/lib/generations/run/settle";
import { submitGeneration } from "@/lib/generations/run/submit";
import type { CreateGenerationInput } from "@/lib/generations/schema";
import { newId } from "@/lib/platform/ids";
import { sleep } from "@/lib/platform/time";
import { galleryOrders } from "./gallery-orders";

const OWNER = "enterprise@xintu.local";

/**
 * Public pictures made by the product itself: each goes through the verbs of a real generation, with its price,
 * receipt and label, and through those of publishing. The idempotency key makes a repetition find what is there.
 */
export async function seedGallery(tell: (done: number, total: number) => void): Promise<void> {
  const [owner] = await db().select({ id: users.id }).from(users).where(eq(users.email, OWNER));
  if (!owner) throw new Error(`${OWNER} is not seeded`);
  for (const [index, order] of galleryOrders.entries()) {
    const made = await makePublic(owner.id, { ...order, idempotencyKey: `seed-gallery-${index}` });
    if (made) tell(index + 1, galleryOrders.length);
  }
}

async function makePublic(userId: string, input: CreateGenerationInput): Promise<boolean> {
  const actor = { kind: "user", userId, plan: "enterprise", role: "user", address: "seed" } as const;
  const by = () => requestContext(actor, newId("request"));
  const created = await createGeneration({ ctx: by(), input });
  if ("ok" in created) throw new Error(`${input.idempotencyKey}: ${created.reason}`);
  if (created.status === "queued" || created.status === "running") await run(created.id);
  const images = await db()
    .select({ id: generatedImages.id, isPublic: generatedImages.isPublic })
    .from(generatedImages)
    .where(and(eq(generatedImages.generationId, created.id), isNull(generatedImages.deletedAt)));
  const waiting = images.filter((image) => !image.isPublic);
  for (const { id } of waiting) await publish(by(), id);
  return waiting.length > 0;
}

/** As its author hands it in and the platform lets it in; one that somebody took back or refused stays so. */
async function publish(by: ReturnType<typeof requestContext>, id: string): Promise<void> {
  const [found] = (await listPublications({ ctx: by, input: { ids: [id] } })).items;
  if (found && found.state !== "pending") return;
  if (!found) await publishImages({ ctx: by, input: { ids: [id] } });
  await decidePublication({ ctx: jobContext("seed"), input: { id, decision: "approve" } });
}

/** The steps of a run, one after the other, without an engine. */
async function run(generationId: string): Promise<void> {
  const ctx = () => jobContext("seed");
  await claimGeneration({ ctx: ctx(), input: { generationId, runId: "seed" } });
  let outcome = await submitGeneration({
    ctx: ctx(),
    input: { generationId, part: 0, after: 0, cause: "first" },
  });
  while (outcome.state === "running") {
    await sleep(outcome.pollAfterMs);
    outcome = await pollGeneration({ ctx: ctx(), input: { generationId, part: 0 } });
  }
  if (outcome.state === "outputs") await collectOutput({ ctx: ctx(), input: { generationId, ordinal: 0 } });
  await settleGeneration({ ctx: ctx(), input: { generationId } });
}
