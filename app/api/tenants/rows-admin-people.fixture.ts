import { db } from "@/db/client";
import { generationAttempts, generations } from "@/db/schema";
import { testContext, userActor } from "@/db/testing";
import { insertUser } from "@/db/testing-users";
import { grantCredits } from "@/lib/credits/grant";
import { reserveCredits } from "@/lib/credits/reserve";
import { settleCredits } from "@/lib/credits/settle";
import { newId } from "@/lib/platform/ids";
import { type ActionRows, admins, dangerous } from "./action-row.fixture";

const why = { reason: "for the table of actions" };
const key = () => ({ idempotencyKey: newId("request") });
const somebody = async (parts: Parameters<typeof insertUser>[0] = {}) => {
  const { id: userId, username } = await insertUser(parts);
  await grantCredits({
    ctx: testContext(),
    input: { userId, amount: 100, source: "purchase", expiresAt: null, businessKey: `start:${userId}` },
  });
  return { userId, username };
};
const target = async (parts: Parameters<typeof insertUser>[0] = {}) => ({
  userId: (await somebody(parts)).userId,
  ...why,
});

/** Somebody's generation, waiting or failed. */
async function job(status: "queued" | "failed", charged = 0): Promise<{ id: string }> {
  const { userId } = await somebody();
  const id = newId("generation");
  const ended = status === "failed" ? { finishedAt: new Date(), creditsUsed: charged } : {};
  await reserveCredits({ ctx: testContext(userActor(userId)), input: { userId, subjectId: id, amount: 4 } });
  if (charged > 0) await settleCredits({ ctx: testContext(), input: { subjectId: id, charge: charged } });
  await db()
    .insert(generations)
    .values({
      ...{ id, userId, idempotencyKey: id, inputHash: "", prompt: "a fox", ratio: "1:1", tier: "1K" },
      ...{ quality: "standard", count: 1, seed: 1, provider: "sketch", model: "sketch-1", priceCredits: 4 },
      ...{ requestId: newId("request"), status, ...ended },
    });
  return { id };
}

async function uncertain(): Promise<{ attemptId: string }> {
  const { id: generationId } = await job("failed");
  const attemptId = newId("attempt");
  await db()
    .insert(generationAttempts)
    .values({
      ...{ id: attemptId, generationId, ordinal: 1, provider: "sketch", model: "sketch-1", cause: "first" },
      state: "submission_unknown",
    });
  return { attemptId };
}

/** On people and generations; nobody but an admin may. */
export const adminPeopleActions: ActionRows = {
  giveCreditsAction: dangerous(async () => ({ ...(await target()), amount: 5, ...key() })),
  takeCreditsAction: dangerous(async () => ({ ...(await target()), amount: 5, ...key() })),
  changePlanAction: dangerous(async () => ({ ...(await target()), plan: "pro" })),
  changeRoleAction: dangerous(async () => ({ ...(await target()), role: "auditor" })),
  suspendUserAction: dangerous(async () => ({ ...(await target()), message: "Write to us." })),
  restoreUserAction: admins(() => target({ status: "suspended" })),
  signOutUserAction: dangerous(() => target()),
  closeUserAction: dangerous(async () => {
    const { userId, username } = await somebody();
    return { userId, confirm: username, ...why };
  }),
  cancelAnyGenerationAction: admins(async () => ({ ...(await job("queued")), ...why })),
  refundGenerationAction: dangerous(async () => ({
    ...(await job("failed", 4)),
    amount: 4,
    ...why,
    ...key(),
  })),
  retryGenerationAction: dangerous(async () => ({ ...(await job("failed")), ...why })),
  resolveAttemptAction: admins(async () => ({ ...(await uncertain()), resolution: "closed", ...why })),
};
