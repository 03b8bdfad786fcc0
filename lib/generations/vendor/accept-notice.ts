import { and, eq } from "drizzle-orm";
import { db } from "@/db/client";
import { channels, generationAttempts, vendorNotices } from "@/db/schema";
import { inngest } from "@/inngest/client";
import { vendorNotified } from "@/inngest/events";
import type { Ctx } from "@/lib/platform/context";
import { sha256Hex } from "@/lib/platform/crypto";
import { broken } from "@/lib/platform/errors";
import { newId } from "@/lib/platform/ids";
import type { GenuineNotice } from "./verify-notice";

/**
 * Keeps a genuine notice once and asks for its order to be looked at. A notice that comes again, or is about an
 * order that nobody waits for any more, is kept and nothing follows.
 */
export async function acceptVendorNotice({
  ctx,
  notice,
}: {
  ctx: Ctx;
  notice: GenuineNotice;
}): Promise<void> {
  if (ctx.actor.kind !== "webhook") broken("only a callback brings a notice");
  const { apiConfigId, provider, noticeId, externalId } = notice;
  const kept = await db()
    .insert(vendorNotices)
    .values({
      id: newId("vendorNotice", ctx.now.getTime()),
      apiConfigId,
      noticeId: sha256Hex(noticeId),
      externalId: sha256Hex(externalId),
      createdAt: ctx.now,
    })
    .onConflictDoNothing()
    .returning({ id: vendorNotices.id });
  if (kept.length === 0 || externalId.includes("\0")) return;
  const [attempt] = await db()
    .select({ id: generationAttempts.id })
    .from(generationAttempts)
    .innerJoin(channels, eq(channels.id, generationAttempts.channelId))
    .where(
      and(
        eq(generationAttempts.provider, provider),
        eq(generationAttempts.externalId, externalId),
        eq(generationAttempts.state, "accepted"),
        eq(channels.apiConfigId, apiConfigId),
      ),
    );
  if (!attempt) return;
  const id = `${vendorNotified.name}:${apiConfigId}:${sha256Hex(noticeId)}`;
  await inngest.send(vendorNotified.create({ attemptId: attempt.id }, { id }));
}
