import { and, eq } from "drizzle-orm";
import { db } from "@/db/client";
import { generations, users } from "@/db/schema";
import { requireUser } from "@/lib/accounts/rules";
import { forgetApiConfigs } from "@/lib/api-configs/forget";
import { forgetBindings } from "@/lib/bindings/forget";
import { forgetCollections } from "@/lib/collections/forget";
import { forgetMasks } from "@/lib/edits/forget";
import { cancelAllGenerations } from "@/lib/generations/cancel-all";
import { forgetGenerations } from "@/lib/generations/forget";
import { removeAllImages } from "@/lib/images/remove-all";
import { forgetNotifications } from "@/lib/notifications/forget";
import type { Ctx } from "@/lib/platform/context";
import { forgetPrompts } from "@/lib/prompts/forget";
import { forgetShareLinks } from "@/lib/shares/forget";
import { forgetTraces } from "./forget-traces";

/** Removes what a closed account leaves; every part is safe to repeat, and only the whole of it is noted. */
export async function clearAccount(ctx: Ctx): Promise<void> {
  const { cancelled } = await cancelAllGenerations({ ctx });
  await forgetMasks({ ctx });
  await removeAllImages({ ctx });
  await forgetShareLinks({ ctx });
  await forgetCollections({ ctx });
  await forgetGenerations({ ctx });
  await forgetPrompts({ ctx });
  await forgetNotifications({ ctx });
  await forgetTraces(ctx);
  await forgetBindings({ ctx });
  const userId = requireUser(ctx.actor);
  const running = and(eq(generations.userId, userId), eq(generations.status, "running"));
  // Orders on the person's own keys are cancelled at their vendors with these keys, so they go after the orders.
  if ((await db().$count(generations, running)) === 0) await forgetApiConfigs({ ctx });
  // A running generation may still be storing a picture; the night's round finds the account without it.
  if (cancelled > 0) return;
  await db().update(users).set({ clearedAt: ctx.now }).where(eq(users.id, userId));
}
