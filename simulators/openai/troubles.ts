import type { Scenario } from "../kit/scenario";
import { HANG, RESET, type SimOutcome, type SimReply } from "../kit/server";
import { moderationBlocked, refuse } from "./errors";

const page = "<html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad Gateway</h1></body></html>";
const MAX_KNOWN = 2_000;

/** Troubles that come instead of an answer. Holds which prompts have failed once. */
export function troubles() {
  const failed = new Set<string>();
  return (scenario: Scenario, prompt: string): SimOutcome | undefined => {
    if (scenario.name !== "500_then_ok") return troubleOf(scenario);
    if (failed.has(prompt)) return undefined;
    if (failed.size >= MAX_KNOWN) failed.clear();
    failed.add(prompt);
    return serverError(500);
  };
}

const serverError = (status: number): SimReply =>
  refuse(status, {
    message: "The server had an error while processing your request. Sorry about that!",
    type: "server_error",
    code: status === 500 ? "server_error" : null,
  });

function troubleOf({ name, argument }: Scenario): SimOutcome | undefined {
  switch (name) {
    case "429_retry_after":
      return rateLimited({ "retry-after": argument || "2" });
    case "429_no_header":
      return rateLimited({});
    case "503":
      return serverError(503);
    case "reset_after_body":
      return RESET;
    case "hang":
      return HANG;
    case "auth_401":
      return wrongKey("sim-revoked");
    case "quota":
      return refuse(429, {
        message: "You exceeded your current quota, please check your plan and billing details.",
        type: "insufficient_quota",
        code: "insufficient_quota",
      });
    case "billing_limit":
      return refuse(400, {
        message: "Billing hard limit has been reached.",
        code: "billing_hard_limit_reached",
      });
    case "policy":
      return refuse(400, moderationBlocked("input"));
    case "policy_output":
      return refuse(400, moderationBlocked("output"));
    case "malformed_json":
      return {
        status: 200,
        headers: { "content-type": "application/json" },
        body: '{"created":1760000000,"da',
      };
    case "html_502":
      return { status: 502, headers: { "content-type": "text/html" }, body: page };
    case "api_redirect":
      return { status: 302, headers: { location: "http://169.254.169.254/latest/meta-data" }, body: "" };
    default:
      return undefined;
  }
}

const rateLimited = (headers: Record<string, string>): SimReply =>
  refuse(
    429,
    {
      message: "Rate limit reached for images per minute. Please try again later.",
      type: "rate_limit_error",
      code: "rate_limit_exceeded",
    },
    headers,
  );

/** The vendor repeats the key with stars in the middle. */
export const wrongKey = (key: string): SimReply =>
  refuse(401, {
    message: `Incorrect API key provided: ${key.slice(0, 4)}****${key.slice(-4)}. You can find your API key at https://platform.openai.com/account/api-keys.`,
    code: "invalid_api_key",
  });

export const noKey = (): SimReply =>
  refuse(401, { message: "You didn't provide an API key. Use Authorization: Bearer YOUR_KEY." });
