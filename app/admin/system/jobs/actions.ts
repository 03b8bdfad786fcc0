"use server";

import { revalidatePath } from "next/cache";
import { adminAction } from "@/lib/entry/action";
import { requestJob } from "@/lib/stats/jobs/request";
import { jobIdInput } from "@/lib/stats/schema";

/** Has a job of the clock run now. */
export const runJobAction = adminAction(
  { name: "runJob", input: jobIdInput, limit: "adminWrite" },
  async (call) => {
    const asked = await requestJob(call);
    revalidatePath("/admin/system/jobs");
    return asked;
  },
);
