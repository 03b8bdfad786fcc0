import { listPlatformConfigs } from "@/lib/api-configs/admin/configs";
import { listChannels } from "@/lib/channels/admin/channels";
import { listModelTerms } from "@/lib/channels/admin/models";
import { listReports } from "@/lib/gallery/admin";
import { findImageRecord } from "@/lib/gallery/admin/image";
import { countReviewQueue, getReview, listReviewQueue } from "@/lib/gallery/publishing/read";
import { findGenerationBy } from "@/lib/generations/admin/find";
import { listAllGenerations } from "@/lib/generations/admin/list";
import { getGenerationRecord } from "@/lib/generations/admin/record";
import { countUncertain, listUncertain } from "@/lib/generations/admin/uncertain";
import { listWords } from "@/lib/moderation/admin";
import { listMargins } from "@/lib/stats/margins/read";
import { statsRanges } from "@/lib/stats/schema";
import { listAllStyleTags } from "@/lib/styles/admin";
import { peopleReads } from "./reads-people";
import { RARE } from "./sizes";
import { type Read, season, world } from "./world";

const { ctx, busy, quiet } = world;
const generations = (input: Parameters<typeof listAllGenerations>[0]["input"]) => () =>
  listAllGenerations({ ctx: ctx(), input });

const ended = { by: "finished", ...season } as const;

const jobs: Read[] = [
  { page: "/admin/generations", name: "newest", run: generations({}) },
  { page: "/admin/generations", name: "deep", run: generations({ cursor: world.deep("gen", "created") }) },
  { page: "/admin/generations", name: "queued", run: generations({ status: "queued" }) },
  { page: "/admin/generations", name: "failed", run: generations({ status: "failed" }) },
  { page: "/admin/generations", name: "model", run: generations({ model: "sketch-1" }) },
  { page: "/admin/generations", name: "vendor", run: generations({ provider: "stability" }) },
  { page: "/admin/generations", name: "error", run: generations({ errorCode: "auth" }) },
  {
    page: "/admin/generations",
    name: "model and failed",
    run: generations({ model: "sketch-1", status: "failed" }),
  },
  {
    page: "/admin/generations",
    name: "vendor and error",
    run: generations({ provider: "bailian", errorCode: "auth" }),
  },
  { page: "/admin/generations", name: "open", run: generations({ status: "open" }) },
  { page: "/admin/generations", name: "ordered in 90 days", run: generations(season) },
  {
    page: "/admin/generations",
    name: "failed in 90 days",
    run: generations({ status: "failed", ...season }),
  },
  { page: "/admin/generations", name: "ended in 90 days", run: generations(ended) },
  { page: "/admin/generations", name: "ended, failed", run: generations({ status: "failed", ...ended }) },
  {
    page: "/admin/generations",
    name: "ended, pictures",
    run: generations({ status: "delivered", ...ended }),
  },
  {
    page: "/admin/generations",
    name: "ended, model and resolution",
    run: generations({ model: "sketch-1", tier: "4K", ...ended }),
  },
  { page: "/admin/generations", name: "ended, own keys", run: generations({ model: "own", ...ended }) },
  { page: "/admin/generations", name: "ended, rare model", run: generations({ model: RARE, ...ended }) },
  {
    page: "/admin/generations",
    name: "ended, vendor",
    run: generations({ provider: "stability", ...ended }),
  },
  { page: "/admin/generations", name: "ended, error", run: generations({ errorCode: "auth", ...ended }) },
  { page: "/admin/generations", name: "ended, person", run: generations({ userId: busy, ...ended }) },
  {
    page: "/admin/generations",
    name: "ended, quiet person",
    run: generations({ userId: quiet, by: "finished" }),
  },
  {
    page: "/admin/generations",
    name: "ended, deep",
    run: generations({ by: "finished", cursor: world.deep("gen", "finished") }),
  },
  { page: "/admin/generations", name: "resolution", run: generations({ tier: "2K" }) },
  { page: "/admin/generations", name: "person", run: generations({ userId: busy }) },
  {
    page: "/admin/generations",
    name: "quiet person, failed",
    run: generations({ userId: quiet, status: "failed" }),
  },
  ...[world.generation, world.image, world.request].map((id) => ({
    page: "/admin/generations",
    name: `by ${id.slice(0, 3)}`,
    run: () => findGenerationBy({ ctx: ctx(), input: { id } }),
  })),
  {
    page: "/admin/generations",
    name: "one job",
    run: () => getGenerationRecord({ ctx: ctx(), input: { id: world.generation } }),
  },
  {
    page: "/admin/generations/uncertain",
    name: "queue",
    run: () => listUncertain({ ctx: ctx(), input: {} }),
  },
  { page: "/admin/generations/uncertain", name: "count", run: () => countUncertain({ ctx: ctx() }) },
];

const content: Read[] = [
  { page: "/admin/review", name: "queue", run: () => listReviewQueue({ ctx: ctx(), input: { limit: 40 } }) },
  { page: "/admin/review", name: "count", run: () => countReviewQueue({ ctx: ctx() }) },
  {
    page: "/admin/review",
    name: "one image",
    run: () => getReview({ ctx: ctx(), input: { id: world.image } }),
  },
  {
    page: "/admin/review",
    name: "reports",
    run: () => listReports({ ctx: ctx(), input: { atLeast: 1, limit: 40 } }),
  },
  {
    page: "/admin/content",
    name: "one image",
    run: () => findImageRecord({ ctx: ctx(), input: { id: world.image } }),
  },
  { page: "/admin/content", name: "words", run: () => listWords({ ctx: ctx(), input: {} }) },
  {
    page: "/admin/content",
    name: "words by part",
    run: () => listWords({ ctx: ctx(), input: { q: "word47" } }),
  },
  { page: "/admin/styles", name: "tags", run: () => listAllStyleTags({ ctx: ctx() }) },
];

const vendors: Read[] = [
  { page: "/admin/vendors", name: "configs", run: () => listPlatformConfigs({ ctx: ctx() }) },
  { page: "/admin/vendors", name: "channels", run: () => listChannels({ ctx: ctx(), input: {} }) },
  { page: "/admin/vendors", name: "models", run: () => listModelTerms({ ctx: ctx() }) },
  ...statsRanges.map((range) => ({
    page: "/admin/vendors/models",
    name: `cost and revenue, ${range}`,
    run: () => listMargins({ ctx: ctx(), input: { range } }),
  })),
];

export const productReads: readonly Read[] = [...peopleReads, ...jobs, ...content, ...vendors];
