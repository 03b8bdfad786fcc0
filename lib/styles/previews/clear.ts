import { inArray } from "drizzle-orm";
import { db } from "@/db/client";
import { styleTags } from "@/db/schema";
import { requireJob } from "@/lib/accounts/rules";
import type { Ctx } from "@/lib/platform/context";
import { bornAt } from "@/lib/platform/ids";
import { storage } from "@/lib/providers/storage/client";
import { PREVIEWS } from "./replace";

const DAY_MS = 86_400_000;

/** Removes example pictures that no tag names, which only a crash leaves. Nightly; younger than a day they are left. */
export async function clearStylePreviews({ ctx }: { ctx: Ctx }): Promise<{ cleared: number }> {
  requireJob(ctx.actor);
  let cleared = 0;
  for (let cursor: string | undefined, more = true; more; more = cursor !== undefined) {
    const page = await storage().list(PREVIEWS, 1_000, cursor);
    const old = page.keys.filter((key) => bornAt(idOf(key)) < ctx.now.getTime() - DAY_MS);
    const named = await db()
      .select({ key: styleTags.previewKey })
      .from(styleTags)
      .where(inArray(styleTags.previewKey, old));
    for (const key of old) {
      if (named.some((row) => row.key === key)) continue;
      await storage().remove(key);
      cleared += 1;
    }
    cursor = page.nextCursor ?? undefined;
  }
  return { cleared };
}

const idOf = (key: string): string =>
  key
    .split("/")
    .at(-1)
    ?.replace(/\.webp$/, "") ?? "";
