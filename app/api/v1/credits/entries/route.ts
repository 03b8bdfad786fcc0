import { listEntries } from "@/lib/credits/read";
import { ledgerPage, listLedgerInput } from "@/lib/credits/schema";
import { memberRoute } from "@/lib/entry/route";

export const GET = memberRoute(
  { input: listLedgerInput, output: ledgerPage, limit: "read", scope: "read" },
  listEntries,
);

export {
  methodNotAllowed as DELETE,
  methodNotAllowed as PATCH,
  methodNotAllowed as POST,
  methodNotAllowed as PUT,
} from "@/lib/entry/route";
