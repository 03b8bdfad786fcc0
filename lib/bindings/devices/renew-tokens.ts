import { eq } from "drizzle-orm";
import type { z } from "zod";
import { executor, type Transaction, transact } from "@/db/client";
import { deviceTokens } from "@/db/schema";
import { recordAudit } from "@/lib/audit/record";
import type { Ctx } from "@/lib/platform/context";
import { equalInConstantTime, sha256Hex } from "@/lib/platform/crypto";
import { logger } from "@/lib/platform/log";
import { metrics } from "@/lib/platform/metrics";
import { endAccessTokens, endRefreshTokens, type IssuedTokens, issueToken } from "../internal/device-tokens";
import { lockDevice } from "../internal/rows";
import { renewDeviceTokensInput } from "../schema";
import { lockByClient } from "./register";

type Renewal = IssuedTokens | { ok: false; reason: "client_credentials_wrong" | "refresh_token_invalid" };

/**
 * New tokens for a known client: by a refresh token, which works once, or by its id and secret, which ends the
 * refresh tokens before. A used refresh token that comes again was copied by somebody: all that descend from the same
 * one end with every access token of the device, and the client must prove itself by its secret.
 */
export async function renewDeviceTokens({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: z.input<typeof renewDeviceTokensInput>;
}): Promise<Renewal> {
  const given = renewDeviceTokensInput.parse(input);
  return "refreshToken" in given
    ? renewByToken(ctx, given.refreshToken)
    : renewBySecret(ctx, given.clientId, given.secret);
}

function renewBySecret(ctx: Ctx, clientId: string, secret: string): Promise<Renewal> {
  return transact(ctx, async (_, tx) => {
    const device = await lockByClient(tx, clientId);
    // An unknown client costs the same comparison as a known one.
    const matches = equalInConstantTime(device?.secretHash ?? "0".repeat(64), sha256Hex(secret));
    if (!device || !matches) return { ok: false as const, reason: "client_credentials_wrong" as const };
    await endRefreshTokens(ctx, tx, device.id);
    return issueToken(ctx, tx, device);
  });
}

async function renewByToken(ctx: Ctx, refreshToken: string): Promise<Renewal> {
  const tokenHash = sha256Hex(refreshToken);
  const [known] = await executor(ctx)
    .select({ deviceId: deviceTokens.deviceId })
    .from(deviceTokens)
    .where(eq(deviceTokens.tokenHash, tokenHash));
  const refused = { ok: false, reason: "refresh_token_invalid" } as const;
  if (!known) return refused;
  return transact(ctx, async (inner, tx) => {
    const device = await lockDevice(tx, known.deviceId);
    const [token] = await tx
      .select()
      .from(deviceTokens)
      .where(eq(deviceTokens.tokenHash, tokenHash))
      .for("update");
    if (!device || !token || token.revokedAt) return refused;
    if (token.usedAt) {
      await endFamily(inner, tx, { deviceId: device.id, familyId: token.familyId });
      return refused;
    }
    if (token.expiresAt <= ctx.now) return refused;
    await tx.update(deviceTokens).set({ usedAt: ctx.now }).where(eq(deviceTokens.id, token.id));
    return issueToken(ctx, tx, device, token.familyId);
  });
}

async function endFamily(
  ctx: Ctx,
  tx: Transaction,
  { deviceId, familyId }: { deviceId: string; familyId: string },
): Promise<void> {
  await tx.update(deviceTokens).set({ revokedAt: ctx.now }).where(eq(deviceTokens.familyId, familyId));
  await endAccessTokens(ctx, tx, deviceId);
  await recordAudit(ctx, tx, { action: "bindings.refresh-token-reused", subjectId: deviceId });
  metrics().refusedRequests.inc({ reason: "refresh_token_reused" });
  logger("bindings.devices").warn("a used refresh token came again", { device_id: deviceId });
}
