"use server";

import { revalidatePath } from "next/cache";
import { adminAction } from "@/lib/entry/action";
import { decidePublication } from "@/lib/gallery/publishing/decide";
import { resolveReports } from "@/lib/gallery/resolve-reports";
import { decidePublicationInput, keepReportedInput } from "@/lib/gallery/schema";

/** Lets an image in, refuses it or takes it down; the queue is read anew. */
export const decidePublicationAction = adminAction(
  { name: "decidePublication", input: decidePublicationInput, limit: "write" },
  async ({ ctx, input }) => {
    const decided = await decidePublication({ ctx, input });
    revalidatePath("/admin/review");
    return decided;
  },
);

/** Closes the reports of an image that stays. */
export const keepReportedAction = adminAction(
  { name: "keepReported", input: keepReportedInput, limit: "write" },
  async ({ ctx, input }) => {
    const resolved = await resolveReports({ ctx, input: { ...input, resolution: "kept" } });
    revalidatePath("/admin/review");
    return resolved;
  },
);
