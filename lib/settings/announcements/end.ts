import { eq } from "drizzle-orm";
import type { z } from "zod";
import { transact } from "@/db/client";
import { announcements } from "@/db/schema";
import { requirePermission } from "@/lib/accounts/rules";
import { recordAudit } from "@/lib/audit/record";
import type { Ctx } from "@/lib/platform/context";
import { broken } from "@/lib/platform/errors";
import { announced, lockAnnouncement, toAnnouncementView } from "../internal/announcement";
import { forgetStored } from "../internal/stored";
import { announcementState } from "../rules";
import { type AnnouncementView, endAnnouncementInput } from "../schema";

/** Ends an announcement now; one that has not begun never shows. Ending it again changes nothing. */
export async function endAnnouncement({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: z.input<typeof endAnnouncementInput>;
}): Promise<AnnouncementView> {
  requirePermission(ctx.actor, "WRITE_ADMIN");
  const { id, reason } = endAnnouncementInput.parse(input);
  const view = await transact(ctx, async (inner, tx) => {
    const row = await lockAnnouncement(tx, id);
    if (announcementState(row, ctx.now) === "ended") return toAnnouncementView(row, ctx.now);
    // The table wants an end behind the start: one that ends before it began has begun a moment ago.
    const startsAt = row.startsAt < ctx.now ? row.startsAt : new Date(ctx.now.getTime() - 1);
    const [ended] = await tx
      .update(announcements)
      .set({ startsAt, endsAt: ctx.now, updatedAt: ctx.now })
      .where(eq(announcements.id, id))
      .returning();
    const after = ended ?? broken("an announcement was not stored");
    await recordAudit(inner, tx, {
      action: "announcements.end",
      subjectId: id,
      before: announced(row),
      after: announced(after),
      reason,
    });
    return toAnnouncementView(after, ctx.now);
  });
  forgetStored();
  return view;
}
