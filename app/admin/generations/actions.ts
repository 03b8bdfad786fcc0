"use server";

import { revalidatePath } from "next/cache";
import { adminAction, dangerousAdminAction } from "@/lib/entry/action";
import { cancelAnyGeneration } from "@/lib/generations/admin/cancel";
import { refundGeneration } from "@/lib/generations/admin/refund";
import { resolveAttempt } from "@/lib/generations/admin/resolve";
import { retryGeneration } from "@/lib/generations/admin/retry";
import {
  cancelOfInput,
  refundGenerationInput,
  resolveAttemptInput,
  retryGenerationInput,
} from "@/lib/generations/schema";

async function shown<T>(done: Promise<T>): Promise<T> {
  const answer = await done;
  revalidatePath("/admin/generations", "layout");
  return answer;
}

export const cancelAnyGenerationAction = adminAction(
  { name: "cancelAnyGeneration", input: cancelOfInput, limit: "adminWrite" },
  (call) => shown(cancelAnyGeneration(call)),
);

/** Credits move, so the password is asked for. */
export const refundGenerationAction = dangerousAdminAction(
  { name: "refundGeneration", input: refundGenerationInput, limit: "adminWrite" },
  (call) => shown(refundGeneration(call)),
);

/** The platform gives the credits for it. */
export const retryGenerationAction = dangerousAdminAction(
  { name: "retryGeneration", input: retryGenerationInput, limit: "adminWrite" },
  (call) => shown(retryGeneration(call)),
);

export const resolveAttemptAction = adminAction(
  { name: "resolveAttempt", input: resolveAttemptInput, limit: "adminWrite" },
  (call) => shown(resolveAttempt(call)),
);
