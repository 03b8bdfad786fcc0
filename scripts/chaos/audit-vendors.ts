import type postgres from "postgres";
import { tagOf } from "@/simulators/kit/scenario";
import type { AcceptedJob, RecordedRequest } from "@/simulators/kit/server";
import { type Vendor, vendors } from "@/simulators/vendors";
import type { Stack } from "../local/stack";

export interface VendorCounts {
  requests: number;
  /** Calls that cost money at the vendor. */
  paidCalls: number;
  /** Attempts whose intent to call was written. */
  sentAttempts: number;
  /** Orders that the vendor took to answer later. */
  acceptedJobs: number;
  knownJobs: number;
  /** Taken, but the answer was lost: an attempt says that nobody knows. */
  jobsOfUnknownOutcome: number;
}

/** The calls that start work at a vendor. */
const PAID: Record<Vendor, RegExp> = {
  openai: /^\/v1\/images\/(generations|edits)$/,
  replicate: /^\/v1\/(models\/[^/]+\/[^/]+\/)?predictions$/,
  stability: /^\/v2beta\/stable-image\//,
  midjourney: /\/submit\/(imagine|change|simple-change|action)$/,
  bailian: /^\/api\/v1\/services\/aigc\//,
  a1111: /^\/sdapi\/v1\/(txt2img|img2img|extra-single-image)$/,
};

interface Attempt {
  provider: string;
  tag: string;
  externalId: string | null;
  state: string;
  errorClass: string | null;
}

/** What the vendors remember against what was written down about them. */
export async function auditVendors(
  sql: postgres.Sql,
  stack: Stack,
): Promise<{ counts: Record<string, VendorCounts>; problems: string[] }> {
  const attempts = await sql<Attempt[]>`
    select a.provider, g.idempotency_key as tag, a.external_id as "externalId", a.state, a.error_class as "errorClass"
    from generation_attempts a join generation_history g on g.id = a.generation_id where a.submitted_at is not null`;
  const counts: Record<string, VendorCounts> = {};
  const problems: string[] = [];
  for (const vendor of vendors) {
    const url = stack.simulators?.urls[vendor];
    if (!url) continue;
    const requests = (await (await fetch(`${url}/__requests`)).json()) as RecordedRequest[];
    const jobs = (await (await fetch(`${url}/__jobs`)).json()) as AcceptedJob[];
    const mine = attempts.filter((attempt) => attempt.provider === vendor);
    const paid = requests.filter(({ method, path }) => method === "POST" && PAID[vendor].test(path));
    problems.push(...tooManyCalls(vendor, paid, mine));
    const judged = judgeJobs(vendor, jobs, mine);
    problems.push(...judged.problems);
    counts[vendor] = {
      requests: requests.length,
      paidCalls: paid.length,
      sentAttempts: mine.length,
      acceptedJobs: jobs.length,
      knownJobs: judged.known,
      jobsOfUnknownOutcome: judged.unknown,
    };
  }
  return { counts, problems };
}

/** One attempt is at most one call: in all, and for every order that can be told from the others. */
function tooManyCalls(vendor: Vendor, paid: RecordedRequest[], attempts: readonly Attempt[]): string[] {
  const problems: string[] = [];
  if (paid.length > attempts.length)
    problems.push(`${vendor}: ${paid.length} paid calls for ${attempts.length} attempts`);
  for (const [tag, calls] of countBy(paid, (request) => request.tag)) {
    if (tag === "") continue;
    const ofOrder = attempts.filter((attempt) => attempt.tag === tag);
    if (calls > ofOrder.length)
      problems.push(`${vendor}: ${calls} paid calls for ${ofOrder.length} attempts of ${tag}`);
  }
  return problems;
}

const isUnknown = ({ state, errorClass }: Attempt): boolean =>
  state === "submission_unknown" || errorClass === "unknown_outcome";

/** Every order that a vendor took is known by its id, or one of its attempts says that its answer was lost. */
function judgeJobs(vendor: Vendor, jobs: AcceptedJob[], attempts: readonly Attempt[]) {
  const ids = new Set(attempts.map((attempt) => attempt.externalId));
  const strangers = jobs.filter((job) => !ids.has(job.id));
  const lost = attempts.filter((attempt) => isUnknown(attempt) && attempt.externalId === null);
  const problems: string[] = [];
  if (strangers.length > lost.length)
    problems.push(`${vendor}: took ${strangers.length} orders that no attempt knows or has lost`);
  for (const [tag, taken] of countBy(strangers, (job) => tagOf(job.prompt))) {
    const ofOrder = lost.filter((attempt) => attempt.tag === tag).length;
    if (tag !== "" && taken > ofOrder)
      problems.push(`${vendor}: ${taken} orders of ${tag} are unknown, ${ofOrder} are recorded as lost`);
  }
  return { known: jobs.length - strangers.length, unknown: strangers.length, problems };
}

function countBy<T>(list: readonly T[], keyOf: (one: T) => string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const one of list) counts.set(keyOf(one), (counts.get(keyOf(one)) ?? 0) + 1);
  return counts;
}
