import { and, eq } from "drizzle-orm";
import { transact } from "@/db/client";
import { userSessions, users } from "@/db/schema";
import type { Ctx } from "@/lib/platform/context";
import { unauthenticated } from "@/lib/platform/errors";
import { newId } from "@/lib/platform/ids";
import { requireJob } from "../rules";
import type { SignInMethod } from "../schema";

/** Nobody's browser needs more, and a header may be as long as its sender likes. */
const MAX_USER_AGENT = 400;
const MAX_ADDRESS = 64;

/** What is kept of the headers that name a browser and where it is. */
export const seenFrom = ({ userAgent, address }: { userAgent: string; address: string }) => ({
  userAgent: userAgent.replaceAll(/\p{Cc}/gu, "").slice(0, MAX_USER_AGENT),
  address: address.slice(0, MAX_ADDRESS),
});

/**
 * Notes that somebody is signed in in a browser, and answers the id that the browser's token names. Only the door
 * calls this, after it has established who it is. `version` is the one that the sign-in found: 401 where the person's
 * sessions have all ended since, by a new password for instance, or they are gone. `id` is given where the token has its
 * name already; the same id again changes nothing. `since` is when they signed in, now unless told. `replaces` is the
 * session that this browser had before: its cookie is overwritten, so it ends.
 */
export async function openSession({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: {
    userId: string;
    version: number;
    method: SignInMethod;
    userAgent: string;
    address: string;
    id?: string;
    since?: Date;
    replaces?: { id: string; userId: string } | null;
  };
}): Promise<{ sessionId: string }> {
  requireJob(ctx.actor);
  const { userId, method, replaces } = input;
  const id = input.id ?? newId("session", ctx.now.getTime());
  return transact(ctx, async (_, tx) => {
    // Locked before any session is, in the order of whoever ends them all: one of the two comes first.
    const [person] = await tx
      .select({ version: users.sessionVersion })
      .from(users)
      .where(and(eq(users.id, userId), eq(users.status, "active")))
      .for("share");
    if (person?.version !== input.version) throw unauthenticated();
    if (replaces)
      await tx
        .update(userSessions)
        .set({ endedAt: ctx.now })
        .where(and(eq(userSessions.id, replaces.id), eq(userSessions.userId, replaces.userId)));
    await tx
      .insert(userSessions)
      .values({ id, userId, method, ...seenFrom(input), seenAt: ctx.now, createdAt: input.since ?? ctx.now })
      .onConflictDoNothing();
    return { sessionId: id };
  });
}
