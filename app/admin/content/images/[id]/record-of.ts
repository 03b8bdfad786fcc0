import { notFound } from "next/navigation";
import { cache } from "react";
import { requirePermissionPage } from "@/lib/entry/page";
import { findImageRecord } from "@/lib/gallery/admin/image";
import { imageId } from "@/lib/images/schema";

/** The image of a path, read once per request; where there is none, neither is the page. */
export const recordOf = cache(async (id: string) => {
  const ctx = await requirePermissionPage("READ_ADMIN");
  const asked = imageId.safeParse(id);
  return (asked.success && (await findImageRecord({ ctx, input: { id: asked.data } }))) || notFound();
});
