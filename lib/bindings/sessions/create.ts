import { and, asc, eq, inArray } from "drizzle-orm";
import type { z } from "zod";
import { db, type Transaction, transact } from "@/db/client";
import { bindingSessions } from "@/db/schema";
import { checkPassword } from "@/lib/accounts/check-password";
import type { Actor, Ctx } from "@/lib/platform/context";
import { randomToken, sha256Hex } from "@/lib/platform/crypto";
import { AppError, broken, forbidden, unauthenticated } from "@/lib/platform/errors";
import { newId } from "@/lib/platform/ids";
import type { SceneQr } from "@/lib/providers/wechat/words";
import { officialAccount, wechatUnavailable } from "../internal/account";
import { lockDevice } from "../internal/rows";
import { POLL_AFTER_MS, QR_LIFE_S, QR_MARGIN_MS, SCENE_PREFIX } from "../rules";
import { type BindingPurpose, createBindingInput, type NewBindingView } from "../schema";

/**
 * Opens a session and has WeChat make a QR code for it. `device` is for a client, `sign_in` for whoever is in a
 * browser, `link` for somebody signed in, with their password where they have one. The scene is stored before WeChat is asked; a lost answer (503
 * `wechat_unavailable`) leaves a cancelled session. A client's earlier open sessions are cancelled.
 */
export async function createBinding({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: z.input<typeof createBindingInput>;
}): Promise<NewBindingView> {
  const { purpose, password } = createBindingInput.parse(input);
  const asker = askerOf(ctx.actor, purpose);
  if (purpose === "link" && (await checkPassword({ ctx, input: { password } })) === "wrong")
    throw new AppError(403, "wrong_password", "The password is not right.");
  const account = officialAccount();
  const id = newId("binding", ctx.now.getTime());
  const scene = SCENE_PREFIX + randomToken(16);
  const pollSecret = randomToken();
  const expiresAt = endBefore(new Date(ctx.now.getTime() + QR_LIFE_S * 1_000));
  await transact(ctx, async (_, tx) => {
    if (asker.deviceId) await cancelOpen(tx, asker.deviceId, ctx.now);
    await tx.insert(bindingSessions).values({
      id,
      purpose,
      scene,
      secretHash: sha256Hex(pollSecret),
      ...asker,
      expiresAt,
      createdAt: ctx.now,
      updatedAt: ctx.now,
    });
  });
  const qr = await account.createSceneQr(scene, QR_LIFE_S, ctx.now).catch(async (error: unknown) => {
    await closeUnseen(id, ctx.now);
    throw wechatUnavailable(error);
  });
  return { id, pollSecret, ...(await openTo(id, qr, expiresAt, ctx.now)), pollAfterMs: POLL_AFTER_MS };
}

function askerOf(actor: Actor, purpose: BindingPurpose): { deviceId?: string; userId?: string } {
  if (purpose === "device") {
    if (actor.kind === "device") return { deviceId: actor.deviceId };
    throw actor.kind === "anonymous" ? unauthenticated() : forbidden("registered client");
  }
  if (actor.kind === "user") return purpose === "link" ? { userId: actor.userId } : {};
  if (actor.kind !== "anonymous") throw forbidden("browser");
  if (purpose === "link") throw unauthenticated();
  return {};
}

/** WeChat's code must outlive the session, so that whoever sees the code is told what became of it. */
const endBefore = (qrEndsAt: Date): Date => new Date(qrEndsAt.getTime() - QR_MARGIN_MS);

async function cancelOpen(tx: Transaction, deviceId: string, now: Date): Promise<void> {
  // Two sessions that the same device opens at once follow each other, and one of them is cancelled.
  await lockDevice(tx, deviceId);
  const open = and(eq(bindingSessions.deviceId, deviceId), inArray(bindingSessions.state, ["pending"]));
  const rows = await tx
    .select({ id: bindingSessions.id })
    .from(bindingSessions)
    .where(open)
    .orderBy(asc(bindingSessions.id))
    .for("no key update");
  if (rows.length === 0) return;
  const ids = rows.map((row) => row.id);
  await tx
    .update(bindingSessions)
    .set({ state: "cancelled", decidedAt: now, updatedAt: now })
    .where(inArray(bindingSessions.id, ids));
}

/** Lets scans find the session; a session that was cancelled meanwhile stays so. */
async function openTo(
  id: string,
  qr: SceneQr,
  expiresAt: Date,
  now: Date,
): Promise<{ qrContent: string; expiresAt: string }> {
  const endsAt = new Date(Math.min(expiresAt.getTime(), endBefore(qr.expiresAt).getTime()));
  if (endsAt <= now) {
    await closeUnseen(id, now);
    throw new AppError(503, "wechat_unavailable", "WeChat made a code that is over already. Try again.");
  }
  const [row] = await db()
    .update(bindingSessions)
    .set({ qrContent: qr.url, expiresAt: endsAt, updatedAt: now })
    .where(eq(bindingSessions.id, id))
    .returning({ id: bindingSessions.id });
  if (!row) broken("a session that was stored a moment ago is gone");
  return { qrContent: qr.url, expiresAt: endsAt.toISOString() };
}

async function closeUnseen(id: string, now: Date): Promise<void> {
  await db()
    .update(bindingSessions)
    .set({ state: "cancelled", decidedAt: now, updatedAt: now })
    .where(and(eq(bindingSessions.id, id), eq(bindingSessions.state, "pending")));
}
