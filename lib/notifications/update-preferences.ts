import { sql } from "drizzle-orm";
import type { z } from "zod";
import { transact } from "@/db/client";
import { notificationPreferences } from "@/db/schema";
import { requirePermission, requireUser } from "@/lib/accounts/rules";
import type { Ctx } from "@/lib/platform/context";
import { invalidInput } from "@/lib/platform/errors";
import { tellCentres } from "./internal/channels";
import { viewPreferences } from "./internal/preferences";
import { isOffered } from "./rules";
import { type PreferencesView, updatePreferencesInput } from "./schema";

/** Keeps what the acting person chose for some kinds and channels; everything else stays. */
export async function updatePreferences({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: z.input<typeof updatePreferencesInput>;
}): Promise<PreferencesView> {
  requirePermission(ctx.actor, "READ_USER");
  const userId = requireUser(ctx.actor);
  const { items } = updatePreferencesInput.parse(input);
  for (const [index, { kind, channel }] of items.entries())
    if (!isOffered(kind, channel))
      throw invalidInput({ [`items.${index}.channel`]: "does not carry this kind" });
  // The last word about a kind and a channel counts; one statement must not write a row twice.
  const last = new Map(items.map((item) => [`${item.kind} ${item.channel}`, item]));
  return transact(ctx, async (inner, tx) => {
    await tx
      .insert(notificationPreferences)
      .values([...last.values()].map((item) => ({ ...item, userId, updatedAt: ctx.now })))
      .onConflictDoUpdate({
        target: [
          notificationPreferences.userId,
          notificationPreferences.kind,
          notificationPreferences.channel,
        ],
        set: { enabled: sql`excluded.enabled`, updatedAt: ctx.now },
      });
    await tellCentres(tx, userId);
    return viewPreferences(inner);
  });
}
