import { z } from "zod";
import { publicStream } from "@/lib/entry/route";
import { answerText } from "@/lib/gallery/pages/answer";
import { serveSitemap } from "@/lib/gallery/pages/serve-sitemap";
import { env } from "@/lib/platform/env";

/** Nothing for the index, `pages`, `first`, or where a file of images begins. */
const input = z.strictObject({ from: z.string().min(1).max(200).optional() });

export const GET = publicStream({ input, limit: "publicRead" }, async ({ input: { from } }) =>
  answerText(await serveSitemap(from, env().APP_URL), "application/xml"),
);

export {
  methodNotAllowed as DELETE,
  methodNotAllowed as PATCH,
  methodNotAllowed as POST,
  methodNotAllowed as PUT,
} from "@/lib/entry/route";
