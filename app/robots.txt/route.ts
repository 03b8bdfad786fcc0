import { z } from "zod";
import { publicStream } from "@/lib/entry/route";
import { answerText } from "@/lib/gallery/pages/answer";
import { robotsText } from "@/lib/gallery/pages/robots";
import { env } from "@/lib/platform/env";

export const GET = publicStream({ input: z.strictObject({}), limit: "publicRead" }, async () =>
  answerText(robotsText(env().APP_URL), "text/plain"),
);

export {
  methodNotAllowed as DELETE,
  methodNotAllowed as PATCH,
  methodNotAllowed as POST,
  methodNotAllowed as PUT,
} from "@/lib/entry/route";
