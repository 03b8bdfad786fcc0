import { healthRoute } from "@/lib/entry/operations";
import { getHealth } from "@/lib/stats/read";

export const GET = healthRoute(getHealth);

export {
  methodNotAllowed as DELETE,
  methodNotAllowed as PATCH,
  methodNotAllowed as POST,
  methodNotAllowed as PUT,
} from "@/lib/entry/route";
