import { z } from "zod";
import { userRoute } from "@/lib/entry/route";
import { reportImage } from "@/lib/gallery/report";
import { reportImageInput } from "@/lib/gallery/schema";

export const POST = userRoute(
  { input: reportImageInput, output: z.object({ ok: z.literal(true) }), limit: "report", status: 204 },
  reportImage,
);

export {
  methodNotAllowed as DELETE,
  methodNotAllowed as GET,
  methodNotAllowed as PATCH,
  methodNotAllowed as PUT,
} from "@/lib/entry/route";
