import { and, eq, isNull, sql } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { devices, deviceTokens } from "@/db/schema";
import type { Ctx } from "@/lib/platform/context";
import { randomToken, sha256Hex } from "@/lib/platform/crypto";
import { newId } from "@/lib/platform/ids";
import { REFRESH_TOKEN_MS } from "../rules";

/** What a client gets that proved itself; the door signs the access token for it. */
export interface IssuedTokens {
  deviceId: string;
  tokenVersion: number;
  refreshToken: string;
  refreshExpiresAt: string;
}

/** Stores a new refresh token, at the head of a line of its own or as the next one of `familyId`. */
export async function issueToken(
  ctx: Ctx,
  tx: Transaction,
  device: { id: string; tokenVersion: number },
  familyId?: string,
): Promise<IssuedTokens> {
  const id = newId("deviceToken", ctx.now.getTime());
  const refreshToken = randomToken();
  const expiresAt = new Date(ctx.now.getTime() + REFRESH_TOKEN_MS);
  await tx.insert(deviceTokens).values({
    id,
    deviceId: device.id,
    familyId: familyId ?? id,
    tokenHash: sha256Hex(refreshToken),
    expiresAt,
    createdAt: ctx.now,
  });
  return {
    deviceId: device.id,
    tokenVersion: device.tokenVersion,
    refreshToken,
    refreshExpiresAt: expiresAt.toISOString(),
  };
}

/** Ends every refresh token of a device. */
export async function endRefreshTokens(ctx: Ctx, tx: Transaction, deviceId: string): Promise<void> {
  await tx
    .update(deviceTokens)
    .set({ revokedAt: ctx.now })
    .where(and(eq(deviceTokens.deviceId, deviceId), isNull(deviceTokens.revokedAt)));
}

/** Ends every access token of a device. */
export async function endAccessTokens(ctx: Ctx, tx: Transaction, deviceId: string): Promise<void> {
  await tx
    .update(devices)
    .set({ tokenVersion: sql`${devices.tokenVersion} + 1`, updatedAt: ctx.now })
    .where(eq(devices.id, deviceId));
}
