"use server";

import { revalidatePath } from "next/cache";
import { adminAction } from "@/lib/entry/action";
import { createAnnouncement } from "@/lib/settings/announcements/create";
import { endAnnouncement } from "@/lib/settings/announcements/end";
import { updateAnnouncement } from "@/lib/settings/announcements/update";
import {
  createAnnouncementInput,
  endAnnouncementInput,
  updateAnnouncementInput,
} from "@/lib/settings/schema";

export const createAnnouncementAction = adminAction(
  { name: "createAnnouncement", input: createAnnouncementInput, limit: "adminWrite" },
  async (call) => {
    const made = await createAnnouncement(call);
    revalidatePath("/", "layout");
    return made;
  },
);

export const updateAnnouncementAction = adminAction(
  { name: "updateAnnouncement", input: updateAnnouncementInput, limit: "adminWrite" },
  async (call) => {
    const changed = await updateAnnouncement(call);
    revalidatePath("/", "layout");
    return changed;
  },
);

export const endAnnouncementAction = adminAction(
  { name: "endAnnouncement", input: endAnnouncementInput, limit: "adminWrite" },
  async (call) => {
    const ended = await endAnnouncement(call);
    revalidatePath("/", "layout");
    return ended;
  },
);
