import { z } from "zod";
import { memberRoute } from "@/lib/entry/route";
import { getMembership } from "@/lib/membership/read";
import { membershipView } from "@/lib/membership/schema";

export const GET = memberRoute(
  { input: z.strictObject({}), output: membershipView, limit: "read" },
  getMembership,
);

export {
  methodNotAllowed as DELETE,
  methodNotAllowed as PATCH,
  methodNotAllowed as POST,
  methodNotAllowed as PUT,
} from "@/lib/entry/route";
