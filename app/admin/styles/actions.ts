"use server";

import { revalidatePath } from "next/cache";
import { adminAction, dangerousAdminAction } from "@/lib/entry/action";
import { createStyleTag } from "@/lib/styles/create";
import { mergeStyleTags } from "@/lib/styles/merge";
import { setStylePreview } from "@/lib/styles/previews/set";
import {
  createStyleTagInput,
  mergeStyleTagsInput,
  setStylePreviewInput,
  updateStyleTagInput,
} from "@/lib/styles/schema";
import { updateStyleTag } from "@/lib/styles/update";

/** Adds a style tag. */
export const createStyleTagAction = adminAction(
  { name: "createStyleTag", input: createStyleTagInput, limit: "adminWrite" },
  async (call) => {
    const created = await createStyleTag(call);
    revalidatePath("/admin/styles");
    return created;
  },
);

/** Changes a style tag. */
export const updateStyleTagAction = adminAction(
  { name: "updateStyleTag", input: updateStyleTagInput, limit: "adminWrite" },
  async (call) => {
    const updated = await updateStyleTag(call);
    revalidatePath("/admin/styles");
    return updated;
  },
);

/** Gives a tag an example picture, or takes it away. */
export const setStylePreviewAction = adminAction(
  { name: "setStylePreview", input: setStylePreviewInput, limit: "adminWrite" },
  async (call) => {
    const set = await setStylePreview(call);
    revalidatePath("/admin/styles");
    return set;
  },
);

/** Makes one tag part of another; it cannot be undone, so the password is asked for. */
export const mergeStyleTagsAction = dangerousAdminAction(
  { name: "mergeStyleTags", input: mergeStyleTagsInput, limit: "adminWrite" },
  async (call) => {
    const merged = await mergeStyleTags(call);
    revalidatePath("/admin/styles");
    return merged;
  },
);
