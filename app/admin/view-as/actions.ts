"use server";

import { openViewInput } from "@/lib/accounts/schema";
import { openView } from "@/lib/accounts/sessions/open-view";
import { dangerousAdminAction } from "@/lib/entry/action";
import { startViewAs } from "@/lib/entry/session/view-as-browser";

/** The page that the browser opens next shows what that person sees. */
export const viewAsAction = dangerousAdminAction(
  { name: "viewAs", input: openViewInput, limit: "adminWrite" },
  async ({ ctx, input }) => {
    const opened = await openView({ ctx, input });
    return "ok" in opened ? opened : startViewAs(ctx.actor, opened);
  },
);
