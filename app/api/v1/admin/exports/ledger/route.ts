import { exportLedger } from "@/lib/credits/admin/export";
import { userStream } from "@/lib/entry/route";
import { csvAnswer } from "@/lib/platform/http/csv-answer";
import { exportDays } from "@/lib/platform/http/export-days";

export const GET = userStream({ input: exportDays, limit: "adminExport" }, async ({ ctx, input }) => {
  return csvAnswer(await exportLedger({ ctx, input }));
});

export {
  methodNotAllowed as DELETE,
  methodNotAllowed as PATCH,
  methodNotAllowed as POST,
  methodNotAllowed as PUT,
} from "@/lib/entry/route";
