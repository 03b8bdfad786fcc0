import { isDeepStrictEqual } from "node:util";
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
import { type AnnouncementRefusal, type AnnouncementView, updateAnnouncementInput } from "../schema";

/**
 * Says an announcement anew: all of it, so that an absent address or end takes the old one away; an absent start
 * stays. What has ended stays as it was (`announcement_ended`). What says the same already leaves no line.
 */
export async function updateAnnouncement({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: z.input<typeof updateAnnouncementInput>;
}): Promise<AnnouncementView | AnnouncementRefusal> {
  requirePermission(ctx.actor, "WRITE_ADMIN");
  const { id, level, textZh, textEn, href, reason, ...span } = updateAnnouncementInput.parse(input);
  const result = await transact(ctx, async (inner, tx) => {
    const row = await lockAnnouncement(tx, id);
    if (announcementState(row, ctx.now) === "ended")
      return { ok: false as const, reason: "announcement_ended" as const };
    const startsAt = span.startsAt ? new Date(span.startsAt) : row.startsAt;
    const endsAt = span.endsAt ? new Date(span.endsAt) : null;
    if (endsAt && endsAt <= startsAt) return { ok: false as const, reason: "announcement_span" as const };
    const [changed] = await tx
      .update(announcements)
      .set({ level, textZh, textEn, href: href ?? null, startsAt, endsAt, updatedAt: ctx.now })
      .where(eq(announcements.id, id))
      .returning();
    const after = changed ?? broken("an announcement was not stored");
    if (isDeepStrictEqual(announced(row), announced(after))) return toAnnouncementView(after, ctx.now);
    await recordAudit(inner, tx, {
      action: "announcements.update",
      subjectId: id,
      before: announced(row),
      after: announced(after),
      reason,
    });
    return toAnnouncementView(after, ctx.now);
  });
  forgetStored();
  return result;
}
