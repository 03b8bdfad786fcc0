import { userStream } from "@/lib/entry/route";
import { exportOrders } from "@/lib/orders/admin/export";
import { exportOrdersInput } from "@/lib/orders/schema";
import { csvAnswer } from "@/lib/platform/http/csv-answer";

export const GET = userStream({ input: exportOrdersInput, limit: "adminExport" }, async ({ ctx, input }) => {
  return csvAnswer(await exportOrders({ ctx, input }));
});

export {
  methodNotAllowed as DELETE,
  methodNotAllowed as PATCH,
  methodNotAllowed as POST,
  methodNotAllowed as PUT,
} from "@/lib/entry/route";
