import { newId } from "@/lib/platform/ids";
import { type ActionRows, admins, dangerous } from "./action-row.fixture";

const reason = "looked at by hand";

export const adminContentActions: ActionRows = {
  addWordAction: admins(() => ({ word: "of the matrix", severity: "review", reason })),
  removeWordAction: admins(() => ({ id: newId("moderationWord"), reason }), "not_found"),
  setCheckersAction: dangerous(() => ({ openai: "default", bailian: "default", reason })),
};
