import { z } from "zod";
import { deleteCollection } from "@/lib/collections/delete";
import { collectionView, deleteCollectionInput, updateCollectionInput } from "@/lib/collections/schema";
import { updateCollection } from "@/lib/collections/update";
import { memberRoute } from "@/lib/entry/route";

export const PATCH = memberRoute(
  { input: updateCollectionInput, output: collectionView, limit: "write", scope: "library" },
  updateCollection,
);

export const DELETE = memberRoute(
  {
    input: deleteCollectionInput,
    output: z.object({ ok: z.literal(true) }),
    limit: "write",
    scope: "library",
    status: 204,
  },
  deleteCollection,
);

export {
  methodNotAllowed as GET,
  methodNotAllowed as POST,
  methodNotAllowed as PUT,
} from "@/lib/entry/route";
