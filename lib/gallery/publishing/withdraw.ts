import type { z } from "zod";
import { transact } from "@/db/client";
import { requirePermission, requirePerson } from "@/lib/accounts/rules";
import type { Ctx } from "@/lib/platform/context";
import { broken, notFound } from "@/lib/platform/errors";
import { type PublishOutcome, withdrawImagesInput } from "../schema";
import { nextState } from "./moves";
import { applyMove } from "./parts/apply-move";
import { lockPublications } from "./parts/lock";

/**
 * Takes own images back from the gallery or from its review: they are private at once. What is private already, refused
 * or taken down says so and stays; somebody else's is not found, and then nothing happens.
 */
export async function withdrawImages({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: z.input<typeof withdrawImagesInput>;
}): Promise<PublishOutcome> {
  requirePermission(ctx.actor, "GENERATE_IMAGE");
  const userId = requirePerson(ctx.actor);
  const wanted = [...new Set(withdrawImagesInput.parse(input).ids)];
  return transact(ctx, async (inner, tx) => {
    const locked = await lockPublications(tx, wanted, userId);
    if (locked.length < wanted.length) throw notFound("image");
    const items: PublishOutcome["items"] = [];
    for (const imageId of wanted) {
      const one = locked.find(({ image }) => image.id === imageId) ?? broken("a locked image is gone");
      const { state } = one;
      const to = nextState(state, "withdraw");
      if (to) await applyMove(inner, tx, one, { move: "withdraw" });
      const stays = state === "rejected" || state === "taken_down" ? state : "already";
      items.push({ imageId, state: to ?? state, refusal: to ? null : stays });
    }
    return { items };
  });
}
