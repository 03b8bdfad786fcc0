import { eq } from "drizzle-orm";
import { db } from "@/db/client";
import { demoAccounts } from "@/db/demo-accounts";
import { users } from "@/db/schema";
import { grantCredits } from "@/lib/credits/grant";
import { jobContext, requestContext } from "@/lib/entry/context";
import { newId } from "@/lib/platform/ids";
import { registerAccount } from "@/lib/registration/register";

const DEMO_CREDITS = { free: 0, pro: 2_000, enterprise: 20_000 } as const;
const MEMBERSHIP_DAYS = 30;

/** The demo people, through the verbs that real people go through; then their plan, role and credits. */
export async function seedDemoAccounts(): Promise<number> {
  for (const { plan, role, ...account } of demoAccounts) {
    const ctx = requestContext({ kind: "anonymous", address: "seed" }, newId("request"));
    await registerAccount({
      ctx,
      input: { email: account.email, username: account.username, password: account.password },
    });
    const [user] = await db()
      .update(users)
      .set({ plan, role })
      .where(eq(users.email, account.email))
      .returning({ id: users.id });
    if (!user || DEMO_CREDITS[plan] === 0) continue;
    await grantCredits({
      ctx: jobContext("seed"),
      input: {
        userId: user.id,
        amount: DEMO_CREDITS[plan],
        source: "membership",
        expiresAt: new Date(Date.now() + MEMBERSHIP_DAYS * 86_400_000),
        businessKey: `seed-membership:${user.id}`,
      },
    });
  }
  return demoAccounts.length;
}
