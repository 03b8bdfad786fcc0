import { z } from "zod";
import { publicStream } from "@/lib/entry/route";
import { answerPublishedText } from "@/lib/gallery/pages/answer";
import { feedOf } from "@/lib/gallery/pages/feed";
import { listGallery } from "@/lib/gallery/read";
import { env } from "@/lib/platform/env";
import zh from "@/messages/zh-CN.json";

const FEED_SIZE = 40;

export const GET = publicStream(
  { input: z.strictObject({}), limit: "publicRead" },
  async ({ ctx, request }) => {
    const page = await listGallery({ ctx, input: { sort: "new", limit: FEED_SIZE } });
    const title = `${zh.common.name} · ${zh.explore.title}`;
    const { description } = zh.explore;
    const feed = feedOf({ page, base: env().APP_URL, title, description, language: "zh-CN" });
    return answerPublishedText(request, feed, "application/rss+xml");
  },
);

export {
  methodNotAllowed as DELETE,
  methodNotAllowed as PATCH,
  methodNotAllowed as POST,
  methodNotAllowed as PUT,
} from "@/lib/entry/route";
