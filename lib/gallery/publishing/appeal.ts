import type { z } from "zod";
import { transact } from "@/db/client";
import { requirePermission, requirePerson } from "@/lib/accounts/rules";
import type { Ctx } from "@/lib/platform/context";
import { notFound } from "@/lib/platform/errors";
import { appealInput, type PublicationView } from "../schema";
import { canAppeal } from "./moves";
import { applyMove } from "./parts/apply-move";
import { lockPublications } from "./parts/lock";
import { toPublicationView } from "./parts/view";

/**
 * Asks a person to look again at a refusal or a takedown of an own image; once for each image, ever. Refused with
 * `cannot_appeal` where nothing was decided, where it was appealed before, or while the image is in the trash.
 */
export async function appealPublication({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: z.input<typeof appealInput>;
}): Promise<PublicationView | { ok: false; reason: "cannot_appeal" }> {
  requirePermission(ctx.actor, "GENERATE_IMAGE");
  const userId = requirePerson(ctx.actor);
  const { id, text } = appealInput.parse(input);
  return transact(ctx, async (inner, tx) => {
    const [locked] = await lockPublications(tx, [id], userId);
    if (!locked?.publication) throw notFound("publication");
    if (!canAppeal(locked.publication) || locked.image.deletedAt !== null)
      return { ok: false as const, reason: "cannot_appeal" as const };
    // Checked already: it goes to a person, and reason and note stay for them to read.
    const change = {
      ...{ appealedAt: inner.now, appealText: text, submittedAt: inner.now, checkedAt: inner.now },
      ...{ decidedAt: null, decidedBy: null },
    };
    const row = await applyMove(inner, tx, locked, { move: "appeal", change });
    return toPublicationView(row);
  });
}
