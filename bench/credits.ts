import { eq } from "drizzle-orm";
import { closePools, db } from "@/db/client";
import { users } from "@/db/schema";
import { grantCredits } from "@/lib/credits/grant";
import { reconcileLedger } from "@/lib/credits/reconcile";
import { reserveCredits } from "@/lib/credits/reserve";
import { settleCredits } from "@/lib/credits/settle";
import { jobContext, requestContext } from "@/lib/entry/context";
import { newId } from "@/lib/platform/ids";

const SECONDS = 5;
const AT_ONCE = 16;

/** Pairs of reserve and settle per second: spread over many accounts, and all on one. */
async function main(): Promise<void> {
  const many = await Promise.all(Array.from({ length: 64 }, makeUser));
  const [hot = ""] = many;
  await report("64 accounts", (n) => many[n % many.length] ?? hot);
  await report("one hot account", () => hot);
  const startedMs = performance.now();
  const { entries, differences } = await reconcileLedger({ ctx: jobContext("bench") });
  console.log(
    `reconcile       ${entries} entries in ${Math.round(performance.now() - startedMs)} ms, ${differences.length} differences`,
  );
  await closePools();
}

async function makeUser(_: unknown, n: number): Promise<string> {
  const id = newId("user");
  await db()
    .insert(users)
    .values({ id, email: `bench-${n}@example.test`, username: `bench-${n}` });
  await grantCredits({
    ctx: jobContext("bench"),
    input: {
      userId: id,
      amount: 10_000_000,
      source: "purchase",
      expiresAt: null,
      businessKey: `bench:${id}`,
    },
  });
  const [user] = await db().select({ id: users.id }).from(users).where(eq(users.id, id));
  return user?.id ?? id;
}

async function report(name: string, userOf: (n: number) => string): Promise<void> {
  const until = performance.now() + SECONDS * 1_000;
  let pairs = 0;
  const worker = async () => {
    while (performance.now() < until) {
      const userId = userOf(pairs);
      const subjectId = newId("generation");
      pairs += 1;
      const actor = { kind: "user", userId, plan: "free", role: "user", address: "bench" } as const;
      await reserveCredits({
        ctx: requestContext(actor, newId("request")),
        input: { userId, subjectId, amount: 4 },
      });
      await settleCredits({ ctx: jobContext("bench"), input: { subjectId, charge: 3 } });
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  console.log(
    `${name.padEnd(16)}${Math.round(pairs / SECONDS)} reserve-and-settle pairs/s, ${AT_ONCE} at once`,
  );
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
