import { userRoute } from "@/lib/entry/route";
import { markNotificationsRead } from "@/lib/notifications/mark-read";
import { markReadInput, noticeSummary } from "@/lib/notifications/schema";

export const POST = userRoute(
  { input: markReadInput, output: noticeSummary, limit: "write" },
  markNotificationsRead,
);

export {
  methodNotAllowed as DELETE,
  methodNotAllowed as GET,
  methodNotAllowed as PATCH,
  methodNotAllowed as PUT,
} from "@/lib/entry/route";
