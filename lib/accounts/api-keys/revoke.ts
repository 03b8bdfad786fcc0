import { and, eq, isNull } from "drizzle-orm";
import type { z } from "zod";
import { transact } from "@/db/client";
import { apiKeys } from "@/db/schema";
import { recordAudit } from "@/lib/audit/record";
import type { Ctx } from "@/lib/platform/context";
import { notFound } from "@/lib/platform/errors";
import { requirePerson } from "../rules";
import { apiKeyIdInput } from "../schema";

/** Ends a key of the acting person: what comes with it from now on is refused. Safe to repeat. */
export async function revokeApiKey({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: z.input<typeof apiKeyIdInput>;
}): Promise<{ ok: true }> {
  const userId = requirePerson(ctx.actor);
  const { id } = apiKeyIdInput.parse(input);
  return transact(ctx, async (inner, tx) => {
    const mine = and(eq(apiKeys.id, id), eq(apiKeys.userId, userId));
    const [revoked] = await tx
      .update(apiKeys)
      .set({ revokedAt: ctx.now })
      .where(and(mine, isNull(apiKeys.revokedAt)))
      .returning({ id: apiKeys.id });
    if (revoked) await recordAudit(inner, tx, { action: "accounts.revoke-key", subjectId: id });
    else if ((await tx.$count(apiKeys, mine)) === 0) throw notFound("key");
    return { ok: true as const };
  });
}
