import { z } from "zod";
import { publicStream } from "@/lib/entry/route";
import { answerPublishedText } from "@/lib/gallery/pages/answer";
import { feedOf } from "@/lib/gallery/pages/feed";
import { listGallery } from "@/lib/gallery/read";
import { env } from "@/lib/platform/env";
import { LOCALES, negotiateLocale } from "@/lib/platform/locale";
import en from "@/messages/en.json";
import zh from "@/messages/zh-CN.json";

const FEED_SIZE = 40;
const messages = { "zh-CN": zh, en };

/** The pages link their own language. An address without one is answered by the header, as pages are for strangers. */
const input = z.strictObject({ lang: z.enum(LOCALES).optional() });

export const GET = publicStream({ input, limit: "publicRead" }, async ({ ctx, input: { lang }, request }) => {
  const page = await listGallery({ ctx, input: { sort: "new", limit: FEED_SIZE } });
  const language = lang ?? negotiateLocale(undefined, request.headers.get("accept-language"));
  const { common, explore } = messages[language];
  const title = `${common.name} · ${explore.title}`;
  const feed = feedOf({ page, base: env().APP_URL, title, description: explore.description, language });
  return answerPublishedText(request, feed, "application/rss+xml", lang ? undefined : "accept-language");
});

export {
  methodNotAllowed as DELETE,
  methodNotAllowed as PATCH,
  methodNotAllowed as POST,
  methodNotAllowed as PUT,
} from "@/lib/entry/route";
