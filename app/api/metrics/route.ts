import { metricsRoute } from "@/lib/entry/operations";
import { measureGauges } from "@/lib/stats/read";

export const GET = metricsRoute(measureGauges);

export {
  methodNotAllowed as DELETE,
  methodNotAllowed as PATCH,
  methodNotAllowed as POST,
  methodNotAllowed as PUT,
} from "@/lib/entry/route";
