import type { Inngest, InngestFunction } from "inngest";
import { serve } from "inngest/edge";
import { equalInConstantTime, hmacHex } from "@/lib/platform/crypto";
import type { Job } from "./claim";
import { limits } from "./limits";

/** What the SDK answered to one call of a function. */
export interface Answer {
  status: number;
  body: unknown;
  noRetry: boolean;
  retryAfter: string | null;
}
export type Call = (job: Job, maxAttempts: number) => Promise<Answer>;

const keyOf = (signingKey: string) => signingKey.replace(/^signkey-\w+-/, "");
const sign = (key: string, body: string, seconds: number) =>
  `t=${seconds}&s=${hmacHex(key, `${body}${seconds}`)}`;

function isSigned(key: string, body: string, header: string | null): boolean {
  const seconds = new URLSearchParams(header ?? "").get("t");
  return header !== null && equalInConstantTime(header, sign(key, body, Number(seconds)));
}

/** RFC 8785 for values that came from JSON: keys in UTF-16 order, everything else as JSON.stringify writes it. */
export function canonical(value: unknown): string {
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, inner]) => `${JSON.stringify(key)}:${canonical(inner)}`).join(",")}}`;
}

function requestBody(job: Job, maxAttempts: number): string {
  return canonical({
    event: job.event,
    events: [job.event],
    steps: job.steps,
    version: -1,
    // Without `fn_id` the SDK does not checkpoint; see README.md.
    ctx: {
      run_id: job.runId,
      attempt: job.attempt,
      max_attempts: maxAttempts,
      disable_immediate_execution: job.kind === "step",
      use_api: false,
      stack: { stack: job.stack, current: job.stack.length },
    },
  });
}

/**
 * Calls functions through the SDK's own serve handler, as the server does (docs/SDK_SPEC.md of inngest/inngest,
 * section 4), but in this process. Requests and answers are signed with the client's signing key.
 * Throws when the answer is unsigned, unreadable, or takes longer than the server's limit.
 */
export function createCall(client: Inngest.Any, functions: InngestFunction.Any[]): Call {
  const handler = serve({ client, functions, enableUnauthedSync: false });
  return async (job, maxAttempts) => {
    const key = keyOf(client.signingKey ?? "");
    if (key === "") throw new Error("The Inngest client has no signing key.");
    const body = requestBody(job, maxAttempts);
    const url = new URL("http://embedded.invalid/api/inngest");
    url.searchParams.set("fnId", job.fnId);
    url.searchParams.set("stepId", job.stepId ?? "step");
    const response = await withinLimit(
      handler(
        new Request(url, {
          method: "POST",
          body,
          headers: {
            "content-type": "application/json",
            host: "embedded.invalid",
            "x-inngest-signature": sign(key, body, Math.floor(Date.now() / 1_000)),
            "x-inngest-server-kind": "cloud",
            "x-run-id": job.runId,
          },
        }),
      ),
    );
    const text = await response.text();
    if (!isSigned(key, text, response.headers.get("x-inngest-signature")))
      throw new Error(
        `The answer of "${job.fnId}" (status ${response.status}) is not signed: ${text.slice(0, 500)}`,
      );
    return {
      status: response.status,
      body: text === "" ? null : JSON.parse(text),
      noRetry: response.headers.get("x-inngest-no-retry") === "true",
      retryAfter: response.headers.get("retry-after"),
    };
  };
}

/** Gives up waiting at the server's limit for one call; what was called cannot be stopped and may still end. */
async function withinLimit<T>(work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const tooLong = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new Error(`The call took longer than ${limits.callMs} ms.`)),
      limits.callMs,
    );
  });
  try {
    return await Promise.race([work, tooLong]);
  } finally {
    clearTimeout(timer);
  }
}
