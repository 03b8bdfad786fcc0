import { exportLedger } from "@/lib/credits/admin/export";
import { exportLedgerInput } from "@/lib/credits/schema";
import { userStream } from "@/lib/entry/route";
import { csvAnswer } from "@/lib/platform/http/csv-answer";

export const GET = userStream({ input: exportLedgerInput, limit: "adminExport" }, async ({ ctx, input }) => {
  return csvAnswer(await exportLedger({ ctx, input }));
});

export {
  methodNotAllowed as DELETE,
  methodNotAllowed as PATCH,
  methodNotAllowed as POST,
  methodNotAllowed as PUT,
} from "@/lib/entry/route";
