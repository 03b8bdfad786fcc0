import { z } from "zod";
import { publicRoute } from "@/lib/entry/route";
import { listProducts } from "@/lib/orders/read";
import { productsView } from "@/lib/orders/schema";

export const GET = publicRoute(
  { input: z.strictObject({}), output: productsView, limit: "publicRead" },
  listProducts,
);

export {
  methodNotAllowed as DELETE,
  methodNotAllowed as PATCH,
  methodNotAllowed as POST,
  methodNotAllowed as PUT,
} from "@/lib/entry/route";
