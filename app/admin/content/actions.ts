"use server";

import { revalidatePath } from "next/cache";
import { adminAction, dangerousAdminAction } from "@/lib/entry/action";
import { addWordInput, removeWordInput, setCheckersInput } from "@/lib/moderation/schema";
import { setCheckers } from "@/lib/moderation/set-checkers";
import { addWord } from "@/lib/moderation/words/add";
import { removeWord } from "@/lib/moderation/words/remove";

/** Puts a word on the list. */
export const addWordAction = adminAction(
  { name: "addWord", input: addWordInput, limit: "adminWrite" },
  async (call) => {
    const added = await addWord(call);
    revalidatePath("/admin/content");
    return added;
  },
);

/** Takes a word off the list. */
export const removeWordAction = adminAction(
  { name: "removeWord", input: removeWordInput, limit: "adminWrite" },
  async (call) => {
    const removed = await removeWord(call);
    revalidatePath("/admin/content");
    return removed;
  },
);

/** Sets which vendors judge what is handed in; it may be none, so the password is asked for. */
export const setCheckersAction = dangerousAdminAction(
  { name: "setCheckers", input: setCheckersInput, limit: "adminWrite" },
  async (call) => {
    const set = await setCheckers(call);
    revalidatePath("/admin/content");
    return set;
  },
);
