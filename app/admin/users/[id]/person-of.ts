import { notFound } from "next/navigation";
import { cache } from "react";
import { userIdInput } from "@/lib/accounts/schema";
import { requirePermissionPage } from "@/lib/entry/page";
import { AppError } from "@/lib/platform/errors";
import { getUserName } from "@/lib/registration/admin/profile";

/** The person of a path, read once per request; where there is nobody, neither is the page. */
export const personOf = cache(async (id: string): Promise<{ userId: string; username: string }> => {
  const ctx = await requirePermissionPage("READ_ADMIN");
  const asked = userIdInput.safeParse({ userId: id });
  if (!asked.success) notFound();
  const username = await getUserName({ ctx, input: asked.data }).catch((error: unknown): never => {
    if (error instanceof AppError && error.status === 404) notFound();
    throw error;
  });
  return { ...asked.data, username };
});
