import { eq } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { generatedImages, publicationMoves, publications, publicationTags } from "@/db/schema";
import { describeActor } from "@/lib/audit/record";
import { publicTextsOf } from "@/lib/images/search/texts";
import { notifyUser } from "@/lib/notifications/notify";
import type { Ctx } from "@/lib/platform/context";
import { broken } from "@/lib/platform/errors";
import { newId } from "@/lib/platform/ids";
import { currentSlugs } from "@/lib/styles/read";
import { hotScore } from "../../rules";
import type { DecisionReason } from "../../schema";
import { nextState, type PublicationMove } from "../moves";
import type { ImageRow, LockedImage, PublicationRow } from "./lock";

type Change = Partial<Omit<PublicationRow, "imageId" | "userId" | "state" | "createdAt">>;

export interface Move {
  move: PublicationMove;
  /** What else changes with it. */
  change?: Change;
  reason?: DecisionReason | null;
  note?: string | null;
}

/** What its author is told; of what they did themselves nothing. */
const notices = {
  approve: "publication.approved",
  reject: "publication.rejected",
  take_down: "publication.taken_down",
  reinstate: "publication.approved",
} as const;

/**
 * Makes one legal move of a locked publication in the caller's transaction: its state, whether the image is public, the
 * tags that its lists go by, its history, and what the author is told. An illegal one is a broken promise: verbs ask
 * `nextState` before. `ctx` carries the transaction. Returns the publication as it is now.
 */
export async function applyMove(
  ctx: Ctx,
  tx: Transaction,
  { image, publication, state }: LockedImage,
  { move, change = {}, reason = null, note = null }: Move,
): Promise<PublicationRow> {
  const to = nextState(state, move) ?? broken(`a publication cannot ${move} from ${state}`);
  if (!publication) return broken("only what was handed in can move");
  // Whoever waited for the lock began before the move that they waited for; the history is in the order of the locks.
  const at = new Date(Math.max(ctx.now.getTime(), publication.updatedAt.getTime() + 1));
  const published = to === "public" ? await publicParts(tx, image, at) : {};
  const [updated] = await tx
    .update(publications)
    .set({ ...change, ...published, state: to, updatedAt: at })
    .where(eq(publications.imageId, image.id))
    .returning();
  const row = updated ?? broken("a locked publication is gone");
  await setPublicity(tx, image, row);
  const actor = describeActor(ctx.actor);
  const moveId = newId("publicationMove", at.getTime());
  await tx.insert(publicationMoves).values({
    ...{ id: moveId, imageId: image.id, from: state, to, reason, note, createdAt: at },
    ...{ actorKind: actor.kind, actorId: actor.id },
  });
  if (move === "approve" || move === "reject" || move === "take_down" || move === "reinstate")
    await notifyUser({
      ctx,
      input: {
        userId: image.userId,
        kind: notices[move],
        businessKey: `publication-moved:${moveId}`,
        data: { imageId: image.id, ...(reason ? { reason } : {}) },
      },
    });
  return row;
}

/** What lists and searches of the gallery go by; the moment is that of this publication, not of an earlier one. */
async function publicParts(tx: Transaction, image: ImageRow, publishedAt: Date) {
  const [searchText = ""] = await publicTextsOf(tx, [image]);
  return {
    publishedAt,
    score: hotScore({ likes: image.likes, downloads: image.downloads, publishedAt }),
    searchText,
  };
}

/** The image says the same as its publication, and the tags exist exactly while it is public. */
async function setPublicity(tx: Transaction, image: ImageRow, row: PublicationRow): Promise<void> {
  const isPublic = row.state === "public";
  if (image.isPublic !== isPublic)
    await tx.update(generatedImages).set({ isPublic }).where(eq(generatedImages.id, image.id));
  if (!isPublic) {
    await tx.delete(publicationTags).where(eq(publicationTags.imageId, image.id));
    return;
  }
  const { publishedAt, score } = row;
  if (!publishedAt) return broken("what is public has a moment when it became so");
  const current = await currentSlugs(tx, image.styleTags);
  const tags = [...new Set(image.styleTags.map((slug) => current.get(slug) ?? slug))];
  if (tags.length === 0) return;
  await tx
    .insert(publicationTags)
    .values(tags.map((tag) => ({ tag, imageId: image.id, publishedAt, score })));
}
