import type { z } from "zod";
import { transact } from "@/db/client";
import { announcements } from "@/db/schema";
import { requirePermission, requirePerson } from "@/lib/accounts/rules";
import { recordAudit } from "@/lib/audit/record";
import type { Ctx } from "@/lib/platform/context";
import { broken } from "@/lib/platform/errors";
import { newId } from "@/lib/platform/ids";
import { announced, toAnnouncementView } from "../internal/announcement";
import { forgetStored } from "../internal/stored";
import { type AnnouncementRefusal, type AnnouncementView, createAnnouncementInput } from "../schema";

/** Puts a line above every page, at once or from a moment on. Refused with `announcement_span` when it ends before. */
export async function createAnnouncement({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: z.input<typeof createAnnouncementInput>;
}): Promise<AnnouncementView | AnnouncementRefusal> {
  requirePermission(ctx.actor, "WRITE_ADMIN");
  const { level, textZh, textEn, href, reason, ...span } = createAnnouncementInput.parse(input);
  const startsAt = span.startsAt ? new Date(span.startsAt) : ctx.now;
  const endsAt = span.endsAt ? new Date(span.endsAt) : null;
  if (endsAt && endsAt <= startsAt) return { ok: false, reason: "announcement_span" };
  const createdBy = requirePerson(ctx.actor);
  const view = await transact(ctx, async (inner, tx) => {
    const [row] = await tx
      .insert(announcements)
      .values({
        id: newId("announcement", ctx.now.getTime()),
        level,
        textZh,
        textEn,
        href: href ?? null,
        startsAt,
        endsAt,
        createdBy,
        createdAt: ctx.now,
        updatedAt: ctx.now,
      })
      .returning();
    const made = row ?? broken("an announcement was not stored");
    await recordAudit(inner, tx, {
      action: "announcements.create",
      subjectId: made.id,
      before: {},
      after: announced(made),
      reason,
    });
    return toAnnouncementView(made, ctx.now);
  });
  forgetStored();
  return view;
}
