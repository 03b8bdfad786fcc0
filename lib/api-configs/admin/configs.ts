import { executor } from "@/db/client";
import { requirePermission } from "@/lib/accounts/rules";
import type { Ctx } from "@/lib/platform/context";
import { readPlatform } from "../internal/platform-rows";
import type { PlatformConfigView } from "../schema";

/** The platform's configs at vendors, those of the environment and those of the panel. Never a person's. */
export async function listPlatformConfigs({ ctx }: { ctx: Ctx }): Promise<PlatformConfigView[]> {
  requirePermission(ctx.actor, "READ_ADMIN");
  return readPlatform(executor(ctx));
}
