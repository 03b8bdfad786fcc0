import { notFound } from "next/navigation";
import { cache } from "react";
import { requirePermissionPage } from "@/lib/entry/page";
import { getGenerationRecord } from "@/lib/generations/admin/record";
import { generationIdInput } from "@/lib/generations/schema";
import { AppError } from "@/lib/platform/errors";

/** The generation of a path, read once per request; where there is none, neither is the page. */
export const recordOf = cache(async (id: string) => {
  const ctx = await requirePermissionPage("READ_ADMIN");
  const asked = generationIdInput.safeParse({ id });
  if (!asked.success) notFound();
  return getGenerationRecord({ ctx, input: asked.data }).catch((error: unknown): never => {
    if (error instanceof AppError && error.status === 404) notFound();
    throw error;
  });
});
