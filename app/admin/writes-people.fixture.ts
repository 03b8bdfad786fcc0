import { eq } from "drizzle-orm";
import { db } from "@/db/client";
import { generationAttempts, generations } from "@/db/schema";
import { testContext } from "@/db/testing";
import { insertUser } from "@/db/testing-users";
import { grantCredits } from "@/lib/credits/grant";
import { settleCredits } from "@/lib/credits/settle";
import { cancelAnyGeneration } from "@/lib/generations/admin/cancel";
import { newId } from "@/lib/platform/ids";
import { asAdmin, done, key, ordered, reason, type WriteCase } from "./write-case.fixture";

/** Somebody with credits. */
async function somebody(parts: Parameters<typeof insertUser>[0] = {}) {
  const { id: userId, username } = await insertUser(parts);
  const grant = { userId, amount: 100, source: "purchase" as const, expiresAt: null };
  await grantCredits({ ctx: testContext(), input: { ...grant, businessKey: `start:${userId}` } });
  return { userId, username };
}
const target = async (parts: Parameters<typeof insertUser>[0] = {}) => ({
  userId: (await somebody(parts)).userId,
  reason,
});

async function cancelled(): Promise<string> {
  const id = await ordered();
  done(await cancelAnyGeneration({ ctx: asAdmin(), input: { id, reason } }));
  return id;
}

async function charged(): Promise<string> {
  const id = await ordered();
  await settleCredits({ ctx: testContext(), input: { subjectId: id, charge: 1 } });
  await db()
    .update(generations)
    .set({ status: "succeeded", creditsUsed: 1, finishedAt: new Date() })
    .where(eq(generations.id, id));
  return id;
}

/** An attempt of which nobody knows whether the vendor took it. */
async function uncertain(): Promise<string> {
  const [generationId, id] = [await cancelled(), newId("attempt")];
  const attempt = {
    provider: "sketch",
    model: "sketch-1",
    cause: "first",
    state: "submission_unknown",
  } as const;
  await db()
    .insert(generationAttempts)
    .values({ id, generationId, ordinal: 1, ...attempt });
  return id;
}

export const peopleWrites: WriteCase[] = [
  {
    door: "giveCreditsAction",
    kind: "changes",
    lines: ["credits.adjust"],
    ask: async () => ({ ...(await target()), amount: 5, idempotencyKey: key() }),
  },
  {
    door: "takeCreditsAction",
    kind: "changes",
    lines: ["credits.adjust"],
    ask: async () => ({ ...(await target()), amount: 5, idempotencyKey: key() }),
  },
  {
    door: "changePlanAction",
    kind: "changes",
    lines: ["users.change-plan"],
    ask: async () => ({ ...(await target()), plan: "pro" }),
  },
  {
    door: "changeRoleAction",
    kind: "changes",
    lines: ["users.change-role"],
    ask: async () => ({ ...(await target()), role: "auditor" }),
  },
  {
    door: "suspendUserAction",
    kind: "changes",
    lines: ["users.suspend"],
    ask: async () => ({ ...(await target()), message: "Write to us." }),
  },
  {
    door: "restoreUserAction",
    kind: "changes",
    lines: ["users.restore"],
    ask: () => target({ status: "suspended" }),
  },
  {
    door: "signOutUserAction",
    kind: "changes",
    lines: ["users.sign-out"],
    ask: () => target(),
  },
  {
    door: "closeUserAction",
    kind: "changes",
    lines: ["users.delete"],
    ask: async () => {
      const { userId, username } = await somebody();
      return { userId, confirm: username, reason };
    },
  },
  {
    door: "viewAsAction",
    kind: "makes",
    lines: ["accounts.view-as"],
    ask: () => target(),
  },
  {
    door: "cancelAnyGenerationAction",
    kind: "changes",
    lines: ["generations.cancel"],
    ask: async () => ({ id: await ordered(), reason }),
  },
  {
    door: "refundGenerationAction",
    kind: "changes",
    lines: ["generations.refund"],
    ask: async () => ({ id: await charged(), amount: 1, reason, idempotencyKey: key() }),
  },
  {
    door: "retryGenerationAction",
    kind: "changes",
    lines: ["generations.retry"],
    ask: async () => ({ id: await cancelled(), reason }),
  },
  {
    door: "resolveAttemptAction",
    kind: "changes",
    lines: ["generations.resolve"],
    ask: async () => ({ attemptId: await uncertain(), resolution: "closed", reason }),
  },
];
