import { eq } from "drizzle-orm";
import { executor } from "@/db/client";
import { users } from "@/db/schema";
import type { Ctx } from "@/lib/platform/context";
import { passwordMatches } from "@/lib/platform/passwords/hash";
import { requirePerson } from "./rules";

/**
 * Whether this is the acting user's password; `none` for who came with WeChat and has none, about whom the caller
 * decides. For acts that a session which was left open must not be enough for. The caller counts the tries.
 */
export async function checkPassword({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: { password: string | undefined };
}): Promise<"right" | "wrong" | "none"> {
  const [user] = await executor(ctx)
    .select({ passwordHash: users.passwordHash })
    .from(users)
    .where(eq(users.id, requirePerson(ctx.actor)));
  if (!user) return "wrong";
  if (user.passwordHash === null) return "none";
  return (await passwordMatches(input.password ?? "", user.passwordHash)) ? "right" : "wrong";
}
