import { and, eq } from "drizzle-orm";
import type { z } from "zod";
import { type Transaction, transact } from "@/db/client";
import { generatedImages, publications, users } from "@/db/schema";
import { requirePermission, requirePerson } from "@/lib/accounts/rules";
import { declaredClass } from "@/lib/images/rules";
import type { Ctx } from "@/lib/platform/context";
import { broken, invalidInput, notFound, unauthenticated } from "@/lib/platform/errors";
import { type PublishOutcome, publishImagesInput } from "../schema";
import { MAX_PENDING, submitRefusal } from "./moves";
import { applyMove } from "./parts/apply-move";
import { type LockedImage, lockPublications } from "./parts/lock";
import { sendSubmitted } from "./parts/send";

type Declaration = z.output<typeof publishImagesInput>["declaration"];
type Outcome = PublishOutcome["items"][number];

/**
 * Hands own images in for the gallery, at most 50: each waits for its checks, in a new round. One that cannot be handed
 * in says why, and the others go their way; somebody else's is not found, and then nothing happens. Of photos that
 * were brought along the person says what they are: one that an AI made elsewhere is labelled so from now on, and of one that nothing is known of
 * an answer is needed (400 on `declaration`).
 */
export async function publishImages({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: z.input<typeof publishImagesInput>;
}): Promise<PublishOutcome> {
  requirePermission(ctx.actor, "GENERATE_IMAGE");
  const userId = requirePerson(ctx.actor);
  const { ids, declaration } = publishImagesInput.parse(input);
  const done = await transact(ctx, async (inner, tx) => {
    await lockAuthor(tx, userId);
    const wanted = [...new Set(ids)];
    const locked = await lockPublications(tx, wanted, userId);
    if (locked.length < wanted.length) throw notFound("image");
    const unsaid = locked.some(({ image }) => image.generationId === null && image.aiClass === "none");
    if (unsaid && declaration === "made_here")
      throw invalidInput({ declaration: "say what your photos are" });
    let slots = MAX_PENDING - (await countPending(tx, userId));
    const items: Outcome[] = [];
    const submitted: { imageId: string; round: number }[] = [];
    for (const id of wanted) {
      const one = locked.find(({ image }) => image.id === id) ?? broken("a locked image is gone");
      const { state } = one;
      const refusal = submitRefusal({ state, isInTrash: one.image.deletedAt !== null }, slots);
      if (!refusal) {
        submitted.push(await submit(inner, tx, one, declaration));
        slots -= 1;
      }
      items.push({ imageId: id, state: refusal ? state : "pending", refusal });
    }
    return { items, submitted };
  });
  await sendSubmitted(done.submitted);
  return { items: done.items };
}

/** Counts of one person take turns, and what was on its way when an account ended does not begin any more. */
async function lockAuthor(tx: Transaction, userId: string): Promise<void> {
  const [user] = await tx
    .select({ status: users.status })
    .from(users)
    .where(eq(users.id, userId))
    .for("no key update");
  if (user?.status !== "active") throw unauthenticated();
}

const countPending = (tx: Transaction, userId: string): Promise<number> =>
  tx.$count(publications, and(eq(publications.userId, userId), eq(publications.state, "pending")));

async function submit(
  ctx: Ctx,
  tx: Transaction,
  { image, publication, state }: LockedImage,
  declaration: Declaration,
): Promise<{ imageId: string; round: number }> {
  await declare(tx, image, declaration);
  const round = publication ? publication.round + 1 : 1;
  const row = publication ?? (await insertRow(ctx, tx, image));
  const anew = { checkedAt: null, decidedAt: null, decidedBy: null, reason: null, note: null };
  // An appeal stays on record: what a person refused once is never let in by a machine.
  const change = { round, submittedAt: ctx.now, ...anew };
  // What the person said their photo is stands in its history.
  const note = image.generationId === null ? declaration : null;
  await applyMove(ctx, tx, { image, publication: row, state }, { move: "submit", change, note });
  return { imageId: image.id, round };
}

async function insertRow(ctx: Ctx, tx: Transaction, image: LockedImage["image"]) {
  const [row] = await tx
    .insert(publications)
    .values({
      ...{ imageId: image.id, userId: image.userId, state: "private" },
      ...{ submittedAt: ctx.now, createdAt: ctx.now, updatedAt: ctx.now },
    })
    .returning();
  return row ?? broken("insert returned no publication");
}

/** Only of what was brought along is there anything to declare; what was made here bears its label anyway. */
async function declare(
  tx: Transaction,
  image: LockedImage["image"],
  declaration: Declaration,
): Promise<void> {
  if (declaration !== "ai_elsewhere" || image.generationId !== null) return;
  const aiClass = declaredClass(image.aiClass);
  if (aiClass === image.aiClass) return;
  await tx.update(generatedImages).set({ aiClass, isAiMade: true }).where(eq(generatedImages.id, image.id));
}
