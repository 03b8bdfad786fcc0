import { eq } from "drizzle-orm";
import { executor } from "@/db/client";
import { users } from "@/db/schema";
import type { Ctx } from "@/lib/platform/context";
import { passwordMatches } from "@/lib/platform/passwords/hash";
import { requirePerson } from "./rules";

/**
 * Whether this is the acting user's password. Who came with WeChat has none, and then nothing is asked. For acts that
 * a session which was left open must not be enough for. The caller counts the tries.
 */
export async function checkPassword({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: { password: string | undefined };
}): Promise<boolean> {
  const [user] = await executor(ctx)
    .select({ passwordHash: users.passwordHash })
    .from(users)
    .where(eq(users.id, requirePerson(ctx.actor)));
  if (user?.passwordHash === null) return true;
  return user !== undefined && passwordMatches(input.password ?? "", user.passwordHash);
}
