import { newId } from "@/lib/platform/ids";
import { type ActionRows, admins } from "./action-row.fixture";

export const adminContentActions: ActionRows = {
  addWordAction: admins(() => ({ word: "of the matrix", severity: "review" })),
  removeWordAction: admins(() => ({ id: newId("moderationWord") }), "not_found"),
  setCheckersAction: admins(() => ({ openai: "default", bailian: "default", reason: "looked at by hand" })),
};
