import { sql } from "drizzle-orm";
import type { z } from "zod";
import { transact } from "@/db/client";
import { inngest } from "@/inngest/client";
import { ledgerCheckRequested } from "@/inngest/events";
import { requirePermission } from "@/lib/accounts/rules";
import { recordAudit } from "@/lib/audit/record";
import type { Ctx } from "@/lib/platform/context";
import { type LedgerCheckRefusal, requestLedgerCheckInput } from "../schema";
import { CHECK_ASKED, isCheckRunning, LEDGER } from "./running";

/** Has the whole ledger recomputed by a job; refused with `ledger_check_running` while one is at it. */
export async function requestLedgerCheck({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: z.input<typeof requestLedgerCheckInput>;
}): Promise<{ requestId: string } | LedgerCheckRefusal> {
  requirePermission(ctx.actor, "WRITE_ADMIN");
  const { reason } = requestLedgerCheckInput.parse(input);
  const asked = await transact(ctx, async (inner, tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended('credits:check-ledger', 0))`);
    if (await isCheckRunning(tx, ctx.now)) return false;
    await recordAudit(inner, tx, {
      action: CHECK_ASKED,
      subjectId: LEDGER,
      before: { isRunning: false },
      after: { isRunning: true },
      reason,
    });
    return true;
  });
  if (!asked) return { ok: false as const, reason: "ledger_check_running" as const };
  const { requestId } = ctx;
  await inngest.send(ledgerCheckRequested.create({ requestId }, { id: `ledger-check-${requestId}` }));
  return { requestId };
}
