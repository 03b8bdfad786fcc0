import { orderCollections } from "@/lib/collections/order";
import { collectionList, orderCollectionsInput } from "@/lib/collections/schema";
import { memberRoute } from "@/lib/entry/route";

export const POST = memberRoute(
  { input: orderCollectionsInput, output: collectionList, limit: "write", scope: "library" },
  orderCollections,
);

export {
  methodNotAllowed as DELETE,
  methodNotAllowed as GET,
  methodNotAllowed as PATCH,
  methodNotAllowed as PUT,
} from "@/lib/entry/route";
