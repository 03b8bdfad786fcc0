import { eq } from "drizzle-orm";
import { db } from "@/db/client";
import { users } from "@/db/schema";
import { updateModelTerms } from "@/lib/channels/terms/update";
import { requestContext } from "@/lib/entry/context";
import { setCheckers } from "@/lib/moderation/set-checkers";
import { newId } from "@/lib/platform/ids";
import { reviewer } from "./fixtures/people";

/** The admin of the seed, who does here what the panel would do. */
async function adminContext() {
  const [admin] = await db().select({ id: users.id }).from(users).where(eq(users.email, reviewer().email));
  if (!admin) throw new Error("The seed has no admin any more.");
  return requestContext({ kind: "admin", userId: admin.id, address: "e2e" } as const, newId("request"));
}

/** As an admin sets it in the panel; it holds from the next order on. */
export async function setPrice(model: string, credits: number): Promise<void> {
  await updateModelTerms({
    ctx: await adminContext(),
    input: { model, isOffered: true, tier_1K: credits, reason: "E2E: another price" },
  });
}

/** Leaves it to the environment again which vendors judge pictures. */
export async function resetCheckers(): Promise<void> {
  await setCheckers({
    ctx: await adminContext(),
    input: { openai: "default", bailian: "default", reason: "E2E: as it was" },
  });
}
