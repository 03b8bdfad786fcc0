import { z } from "zod";
import { userRoute } from "@/lib/entry/route";
import { getPreferences } from "@/lib/notifications/read";
import { preferencesView, updatePreferencesInput } from "@/lib/notifications/schema";
import { updatePreferences } from "@/lib/notifications/update-preferences";

export const GET = userRoute(
  { input: z.strictObject({}), output: preferencesView, limit: "read" },
  getPreferences,
);

export const PUT = userRoute(
  { input: updatePreferencesInput, output: preferencesView, limit: "write" },
  updatePreferences,
);

export {
  methodNotAllowed as DELETE,
  methodNotAllowed as PATCH,
  methodNotAllowed as POST,
} from "@/lib/entry/route";
