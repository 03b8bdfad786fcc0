import { eq } from "drizzle-orm";
import type { Executor } from "@/db/client";
import { bindingSessions } from "@/db/schema";
import { equalInConstantTime, sha256Hex } from "@/lib/platform/crypto";
import { notFound } from "@/lib/platform/errors";
import type { SessionRow } from "./rows";

/** The session of an id for whoever holds its poll secret; for everybody else there is none. */
export async function findPolled(
  on: Executor,
  { id, secret }: { id: string; secret: string },
  lock?: "lock",
): Promise<SessionRow> {
  const query = on.select().from(bindingSessions).where(eq(bindingSessions.id, id));
  const [session] = await (lock ? query.for("no key update") : query);
  // Unknown ids cost the same comparison.
  const matches = equalInConstantTime(session?.secretHash ?? "0".repeat(64), sha256Hex(secret));
  if (!session || !matches) throw notFound("binding");
  return session;
}
