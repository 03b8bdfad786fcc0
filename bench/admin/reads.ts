import { listUsers } from "@/lib/accounts/admin/list";
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
import { listBelongings } from "@/lib/registration/admin/belongings";
import { getUserProfile } from "@/lib/registration/admin/profile";
import { listMargins } from "@/lib/stats/margins/read";
import { listAllStyleTags } from "@/lib/styles/admin";
import { type Read, world } from "./world";

const { ctx, busy, quiet } = world;
const users = (input: Parameters<typeof listUsers>[0]["input"]) => () => listUsers({ ctx: ctx(), input });
const generations = (input: Parameters<typeof listAllGenerations>[0]["input"]) => () =>
  listAllGenerations({ ctx: ctx(), input });

/** The 90 days before the last 30, in which the world has people of every day. */
const day = (ago: number) => new Date(Date.now() - ago * 86_400_000).toISOString().slice(0, 10);
const season = { from: day(120), to: day(31) };
const ended = { by: "finished", ...season } as const;

const people: Read[] = [
  { page: "/admin/users", name: "newest", run: users({}) },
  { page: "/admin/users", name: "deep", run: users({ cursor: world.deep("usr") }) },
  { page: "/admin/users", name: "plan", run: users({ plan: "enterprise" }) },
  { page: "/admin/users", name: "role", run: users({ role: "auditor" }) },
  { page: "/admin/users", name: "status", run: users({ status: "suspended" }) },
  { page: "/admin/users", name: "plan and status", run: users({ plan: "pro", status: "deleted" }) },
  { page: "/admin/users", name: "signed up in 90 days", run: users({ by: "joined", ...season }) },
  { page: "/admin/users", name: "plan in 90 days", run: users({ plan: "pro", ...season }) },
  { page: "/admin/users", name: "were here in 90 days", run: users({ by: "active", ...season }) },
  { page: "/admin/users", name: "plan, were here", run: users({ by: "active", plan: "pro", ...season }) },
  { page: "/admin/users", name: "closed in 90 days", run: users({ by: "closed", ...season }) },
  { page: "/admin/users", name: "not closed", run: users({ status: "open" }) },
  { page: "/admin/users", name: "largest storage", run: users({ sort: "storage" }) },
  {
    page: "/admin/users",
    name: "largest storage, were here",
    run: users({ sort: "storage", by: "active", ...season }),
  },
  { page: "/admin/users", name: "by id", run: users({ q: busy }) },
  { page: "/admin/users", name: "by e-mail", run: users({ q: "person4711@example.test" }) },
  { page: "/admin/users", name: "by part of a name", run: users({ q: "son 4711" }) },
  { page: "/admin/users", name: "by a common part", run: users({ q: "person" }) },
  { page: "/admin/users", name: "by nothing known", run: users({ q: "nobody-at-all" }) },
  {
    page: "/admin/users/:id",
    name: "profile, busy",
    run: () => getUserProfile({ ctx: ctx(), input: { userId: busy } }),
  },
  {
    page: "/admin/users/:id",
    name: "belongings, busy",
    run: () => listBelongings({ ctx: ctx(), input: { userId: busy } }),
  },
];

const jobs: Read[] = [
  { page: "/admin/generations", name: "newest", run: generations({}) },
  { page: "/admin/generations", name: "deep", run: generations({ cursor: world.deep("gen") }) },
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
  { page: "/admin/vendors", name: "cost and revenue", run: () => listMargins({ ctx: ctx() }) },
];

export const productReads: readonly Read[] = [...people, ...jobs, ...content, ...vendors];
