import { eq } from "drizzle-orm";
import type { Executor } from "@/db/client";
import { newestFirst } from "@/db/keyset";
import { auditLog, generations, orders, requestLog } from "@/db/schema";
import type { FoundView } from "../schema";

/** Records of one kind that one request leads to. */
const MOST = 10;

/** What a request did: its line in the log, what it placed or bought, and what it wrote. */
export async function findByRequest(from: Executor, text: string): Promise<FoundView[]> {
  const [logged, placed, bought, written] = await Promise.all([
    from.select({ route: requestLog.route }).from(requestLog).where(eq(requestLog.requestId, text)).limit(1),
    from.select({ id: generations.id }).from(generations).where(eq(generations.requestId, text)).limit(MOST),
    from.select({ id: orders.id }).from(orders).where(eq(orders.requestId, text)).limit(MOST),
    from
      .select({ id: auditLog.id, action: auditLog.action })
      .from(auditLog)
      .where(eq(auditLog.requestId, text))
      .orderBy(...newestFirst(auditLog))
      .limit(MOST),
  ]);
  return [
    ...logged.map(({ route }): FoundView => ({ kind: "request", id: text, text: route })),
    ...placed.map(({ id }): FoundView => ({ kind: "generation", id, text: null })),
    ...bought.map(({ id }): FoundView => ({ kind: "order", id, text: null })),
    ...written.map(({ id, action }): FoundView => ({ kind: "audit", id, text: action })),
  ];
}
