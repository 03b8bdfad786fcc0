import { userStream } from "@/lib/entry/route";
import { exportRefunds } from "@/lib/orders/admin/export";
import { exportRefundsInput } from "@/lib/orders/schema";
import { csvAnswer } from "@/lib/platform/http/csv-answer";

export const GET = userStream({ input: exportRefundsInput, limit: "adminExport" }, async ({ ctx, input }) => {
  return csvAnswer(await exportRefunds({ ctx, input }));
});

export {
  methodNotAllowed as DELETE,
  methodNotAllowed as PATCH,
  methodNotAllowed as POST,
  methodNotAllowed as PUT,
} from "@/lib/entry/route";
