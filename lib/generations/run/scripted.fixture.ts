import { asc, eq } from "drizzle-orm";
import sharp from "sharp";
import { db } from "@/db/client";
import { generationAttempts } from "@/db/schema";
import { testContext, userActor } from "@/db/testing";
import { insertUser } from "@/db/testing-users";
import { grantCredits } from "@/lib/credits/grant";
import { getBalance } from "@/lib/credits/read";
import { createGeneration } from "../create";
import { getGeneration } from "../read";
import type { CreateGenerationInput, GenerationView } from "../schema";
import { claimGeneration } from "./claim";
import { collectOutput } from "./collect";
import { pollGeneration } from "./poll";
import { script } from "./scripted-provider.fixture";
import { settleGeneration } from "./settle";
import { submitGeneration } from "./submit";

export const picture = await sharp({
  create: { width: 320, height: 180, channels: 3, background: "#884422" },
})
  .png()
  .toBuffer();
export const pictures = (n: number) => Array.from({ length: n }, () => ({ bytes: picture }));

/** The person of this test. */
export const person = { userId: "" };
export const own = () => testContext(userActor(person.userId, "pro"));
export const job = testContext;
let orders = 0;
export const order = (parts: Partial<CreateGenerationInput> = {}): CreateGenerationInput => {
  orders += 1;
  return { idempotencyKey: `order-${orders}-key`, prompt: "a boat", model: "scripted-1", count: 2, ...parts };
};
export const create = async (parts: Partial<CreateGenerationInput> = {}): Promise<GenerationView> => {
  const created = await createGeneration({ ctx: own(), input: order(parts) });
  if ("ok" in created) throw new Error(created.reason);
  return created;
};
export const claim = (generationId: string, runId = "run-1") =>
  claimGeneration({ ctx: job(), input: { generationId, runId } });
/** Sends the attempt that follows attempt `after` of a part. */
export const submit = (generationId: string, after = 0, part = 0) => {
  const cause = after === 0 ? "first" : "retry";
  return submitGeneration({ ctx: job(), input: { generationId, part, after, cause } });
};
export const poll = (generationId: string, part = 0) =>
  pollGeneration({ ctx: job(), input: { generationId, part } });
export const settle = (generationId: string) => settleGeneration({ ctx: job(), input: { generationId } });
export const collectAll = async (generationId: string) => {
  for (let left = 1, ordinal = 0; left > 0; ) {
    const collected = await collectOutput({ ctx: job(), input: { generationId, ordinal } });
    left = collected.left;
    ordinal = collected.nextOrdinal;
  }
};
export const view = (id: string) => getGeneration({ ctx: own(), input: { id } });
export const balance = async () => {
  const { available, reserved } = await getBalance({ ctx: own() });
  return { available, reserved };
};
export const attemptsOf = (id: string) =>
  db()
    .select()
    .from(generationAttempts)
    .where(eq(generationAttempts.generationId, id))
    .orderBy(asc(generationAttempts.ordinal));

/** A new person with 100 credits, and a vendor that has been told nothing. */
export async function startOver(): Promise<void> {
  Object.assign(script, {
    ...{ submits: [], polls: [], submitCalls: 0, requests: [], keys: [], cancelled: [], idempotent: false },
  });
  person.userId = (await insertUser({ plan: "pro" })).id;
  const { userId } = person;
  const input = {
    userId,
    amount: 100,
    source: "purchase" as const,
    expiresAt: null,
    businessKey: `start:${userId}`,
  };
  await grantCredits({ ctx: job(), input });
}
