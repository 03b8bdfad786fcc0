import { and, eq, gt, isNull, sql } from "drizzle-orm";
import { executor } from "@/db/client";
import { userSessions } from "@/db/schema";
import type { Ctx } from "@/lib/platform/context";
import { MAX_LISTED_SESSIONS, requirePerson } from "../rules";
import { type SessionList, signInMethods } from "../schema";
import { SESSION_KEPT_MS } from "./prune";
import { browserOf } from "./user-agent";

/** The browsers in which the acting person is signed in, last seen first, at most 50; the one that asks is marked. */
export async function listSessions({ ctx }: { ctx: Ctx }): Promise<SessionList> {
  const userId = requirePerson(ctx.actor);
  const current = ctx.actor.kind === "user" ? ctx.actor.sessionId : undefined;
  const { id, method, userAgent, address, seenAt, createdAt, endedAt } = userSessions;
  const rows = await executor(ctx)
    .select({ id, method, userAgent, address, seenAt, createdAt })
    .from(userSessions)
    .where(
      and(
        eq(userSessions.userId, userId),
        isNull(endedAt),
        gt(seenAt, new Date(ctx.now.getTime() - SESSION_KEPT_MS)),
      ),
    )
    .orderBy(sql`${seenAt} desc nulls last`, sql`${id} desc nulls last`)
    .limit(MAX_LISTED_SESSIONS);
  const items = rows.map((row) => ({
    id: row.id,
    method: signInMethods.find((known) => known === row.method) ?? "password",
    ...browserOf(row.userAgent),
    address: row.address,
    seenAt: row.seenAt.toISOString(),
    createdAt: row.createdAt.toISOString(),
    isCurrent: row.id === current,
  }));
  return { items, nextCursor: null };
}
