import { eq } from "drizzle-orm";
import { type Transaction, transact } from "@/db/client";
import { publications } from "@/db/schema";
import { requireJob } from "@/lib/accounts/rules";
import { listChecks } from "@/lib/moderation/read";
import type { Ctx } from "@/lib/platform/context";
import type { PublicationState } from "../schema";
import { concludeChecks } from "./moves";
import { applyMove } from "./parts/apply-move";
import { lockPublication } from "./parts/lock";

export type Concluded = { state: PublicationState | "over" };

/**
 * Ends the automatic part of a round: public or refused where the checks say so, otherwise left to a person. What was
 * taken back, thrown away or decided meanwhile stays as it is; a second call changes nothing.
 */
export async function concludePublication({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: { imageId: string; round: number };
}): Promise<Concluded> {
  requireJob(ctx.actor);
  return transact(ctx, async (inner, tx) => {
    const locked = await lockOpenRound(tx, input);
    if (!locked) return { state: "over" as const };
    const { publication } = locked;
    const checks = await listChecks(inner, { subjectId: input.imageId, round: input.round });
    const conclusion = concludeChecks(checks, {
      appealed: publication.appealedAt !== null,
      unwanted: locked.image.negativePrompt !== "",
    });
    if (conclusion.to === "person" || !locked.isAuthorActive) return leave(inner, tx, input.imageId);
    const change = { checkedAt: inner.now, decidedAt: inner.now, decidedBy: null };
    if (conclusion.to === "public") {
      await applyMove(inner, tx, locked, { move: "approve", change });
      return { state: "public" as const };
    }
    const { reason } = conclusion;
    await applyMove(inner, tx, locked, { move: "reject", change: { ...change, reason }, reason });
    return { state: "rejected" as const };
  });
}

/** Leaves a round to a person when its checks failed for good; one that has ended stays as it is. */
export async function leavePublication({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: { imageId: string; round: number };
}): Promise<Concluded> {
  requireJob(ctx.actor);
  return transact(ctx, async (inner, tx) => {
    const locked = await lockOpenRound(tx, input);
    return locked ? leave(inner, tx, input.imageId) : { state: "over" as const };
  });
}

/** The publication while this round waits for its checks. */
async function lockOpenRound(tx: Transaction, { imageId, round }: { imageId: string; round: number }) {
  const locked = await lockPublication(tx, imageId);
  if (locked?.state !== "pending" || locked.image.deletedAt !== null) return null;
  const { publication } = locked;
  return publication.round === round && publication.checkedAt === null ? locked : null;
}

async function leave(ctx: Ctx, tx: Transaction, imageId: string): Promise<Concluded> {
  await tx.update(publications).set({ checkedAt: ctx.now }).where(eq(publications.imageId, imageId));
  return { state: "pending" };
}
