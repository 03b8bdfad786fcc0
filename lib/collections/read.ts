import type { z } from "zod";
import { executor } from "@/db/client";
import { requirePermission, requireUser } from "@/lib/accounts/rules";
import type { Ctx } from "@/lib/platform/context";
import { readViews } from "./internal/rows";
import type { collectionList } from "./schema";

/** All collections of the acting person, in their order, with counts and covers. */
export async function listCollections({ ctx }: { ctx: Ctx }): Promise<z.infer<typeof collectionList>> {
  requirePermission(ctx.actor, "READ_USER");
  const items = await readViews(executor(ctx), requireUser(ctx.actor));
  return { items, nextCursor: null };
}
