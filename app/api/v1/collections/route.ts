import { z } from "zod";
import { createCollection } from "@/lib/collections/create";
import { listCollections } from "@/lib/collections/read";
import { collectionList, collectionView, createCollectionInput } from "@/lib/collections/schema";
import { memberRoute } from "@/lib/entry/route";

export const GET = memberRoute(
  { input: z.strictObject({}), output: collectionList, limit: "read", scope: "read" },
  listCollections,
);

export const POST = memberRoute(
  { input: createCollectionInput, output: collectionView, limit: "write", scope: "library", status: 201 },
  createCollection,
);

export {
  methodNotAllowed as DELETE,
  methodNotAllowed as PATCH,
  methodNotAllowed as PUT,
} from "@/lib/entry/route";
