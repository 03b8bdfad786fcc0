import { eq } from "drizzle-orm";
import type { z } from "zod";
import { type Transaction, transact } from "@/db/client";
import { devices } from "@/db/schema";
import { recordAudit } from "@/lib/audit/record";
import type { Ctx } from "@/lib/platform/context";
import { equalInConstantTime, sha256Hex } from "@/lib/platform/crypto";
import { newId } from "@/lib/platform/ids";
import { endRefreshTokens, type IssuedTokens, issueToken } from "../internal/device-tokens";
import type { DeviceRow } from "../internal/rows";
import { registerDeviceInput } from "../schema";

/**
 * Makes an installed client known and gives it its first tokens. The same client id with the same secret is the same
 * device: its name is brought up to date, and it starts over with new tokens. With another secret it is refused with
 * `client_id_taken`. A new device belongs to nobody.
 */
export async function registerDevice({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: z.input<typeof registerDeviceInput>;
}): Promise<IssuedTokens | { ok: false; reason: "client_id_taken" }> {
  const { secret, ...client } = registerDeviceInput.parse(input);
  const secretHash = sha256Hex(secret);
  return transact(ctx, async (inner, tx) => {
    const [made] = await tx
      .insert(devices)
      .values({
        ...client,
        id: newId("device", ctx.now.getTime()),
        secretHash,
        seenAt: ctx.now,
        createdAt: ctx.now,
        updatedAt: ctx.now,
      })
      .onConflictDoNothing()
      .returning();
    if (made) {
      await recordAudit(inner, tx, { action: "bindings.register-device", subjectId: made.id });
      return issueToken(ctx, tx, made);
    }
    const known = await lockByClient(tx, client.clientId);
    if (!known || !equalInConstantTime(known.secretHash, secretHash))
      return { ok: false as const, reason: "client_id_taken" as const };
    await tx
      .update(devices)
      .set({ name: client.name, platform: client.platform, seenAt: ctx.now, updatedAt: ctx.now })
      .where(eq(devices.id, known.id));
    await endRefreshTokens(ctx, tx, known.id);
    return issueToken(ctx, tx, known);
  });
}

/** The device of a client id, locked. */
export async function lockByClient(tx: Transaction, clientId: string): Promise<DeviceRow | null> {
  const [row] = await tx.select().from(devices).where(eq(devices.clientId, clientId)).for("no key update");
  return row ?? null;
}
