import type { z } from "zod";
import { transact } from "@/db/client";
import { requireJobOrAdmin } from "@/lib/accounts/rules";
import { describeActor, recordAudit } from "@/lib/audit/record";
import type { Ctx } from "@/lib/platform/context";
import { notFound } from "@/lib/platform/errors";
import { resolveReports } from "../resolve-reports";
import { decidePublicationInput, type PublicationView } from "../schema";
import { nextState } from "./moves";
import { applyMove } from "./parts/apply-move";
import { lockPublication } from "./parts/lock";
import { toPublicationView } from "./parts/view";

export type DecideRefusal = { ok: false; reason: "publication_moved" | "author_not_active" };

/**
 * A reviewer's decision, or the platform's: lets a waiting image in, refuses it, takes a public one down, with a
 * reason and words for its author, or brings back one that was taken down. A takedown also closes the reports of the image. Refused with `publication_moved`
 * where somebody was faster, the author as well as another reviewer, and with `author_not_active` where an account
 * that is closed or suspended would appear in public.
 */
export async function decidePublication({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: z.input<typeof decidePublicationInput>;
}): Promise<PublicationView | DecideRefusal> {
  requireJobOrAdmin(ctx.actor);
  const { id, decision, reason = null, note } = decidePublicationInput.parse(input);
  const said = note || reason || undefined;
  return transact(ctx, async (inner, tx) => {
    const locked = await lockPublication(tx, id);
    if (!locked) throw notFound("publication");
    const { state, publication } = locked;
    if (nextState(state, decision) === null || locked.image.deletedAt !== null)
      return { ok: false as const, reason: "publication_moved" as const };
    if ((decision === "approve" || decision === "reinstate") && !locked.isAuthorActive)
      return { ok: false as const, reason: "author_not_active" as const };
    const row = await applyMove(inner, tx, locked, {
      move: decision,
      ...{ reason, note: note || null },
      change: {
        ...{ reason, note: note || null, decidedAt: inner.now, decidedBy: describeActor(inner.actor).id },
        checkedAt: publication.checkedAt ?? inner.now,
      },
    });
    if (decision === "take_down" && inner.actor.kind !== "job")
      await resolveReports({ ctx: inner, input: { id, resolution: "taken_down", reason: said } });
    await recordAudit(inner, tx, {
      action: `publication.${decision}`,
      subjectId: id,
      before: { state, round: publication.round, reason: publication.reason },
      after: { state: row.state, round: row.round, reason },
      reason: said,
    });
    return toPublicationView(row);
  });
}
