import type { Scenario } from "@/simulators/kit/scenario";
import { HANG, RESET, type SimOutcome } from "@/simulators/kit/server";
import { refuse } from "./words";

const PNG_SIGNATURE = Buffer.from("89504e470d0a1a0a", "hex");
const MEBIBYTE = 1024 * 1024;
const HUGE_MEBIBYTES = 80;

/** A gateway's page. */
export const page = (status: number): SimOutcome => ({
  status,
  headers: { "content-type": "text/html" },
  body: `<html><head><title>${status}</title></head><body><h1>${status}</h1><hr>cloudflare</body></html>`,
});

const brokenJson: SimOutcome = {
  status: 200,
  headers: { "content-type": "application/json" },
  body: '{"image":"iVBORw0KGgo',
};

/** What happens to a request before anybody looks at the order; undefined when nothing does. */
export function troubleBefore({ name, argument }: Scenario): SimOutcome | undefined {
  switch (name) {
    case "auth_401":
      return refuse("unauthorized");
    case "quota":
      return refuse("payment_required");
    case "429_retry_after":
      return refuse("rate_limit_exceeded", undefined, { "retry-after": argument ?? "60" });
    case "429_no_header":
      return refuse("rate_limit_exceeded");
    case "503":
      return refuse("service_unavailable");
    case "html_502":
      return page(502);
    case "html_200":
      return page(200);
    case "api_redirect":
      return { status: 302, headers: { location: "http://169.254.169.254/latest/meta-data" } };
    case "hang":
      return HANG;
    case "policy":
      return refuse("content_moderation");
    case "public_figure":
      return refuse("public_figure");
    case "invalid_language":
      return refuse("invalid_language");
    default:
      return undefined;
  }
}

/** What is sent instead of a picture; undefined when the picture is. */
export function troubleInstead({ name }: Scenario): SimOutcome | undefined {
  switch (name) {
    case "malformed_json":
      return brokenJson;
    case "empty_data":
      return { status: 200, headers: { "content-type": "image/png", "finish-reason": "SUCCESS" }, body: "" };
    case "huge_image":
      return {
        status: 200,
        headers: { "content-type": "image/png", "finish-reason": "SUCCESS" },
        stream: async (write) => {
          await write(PNG_SIGNATURE);
          for (let sent = 0; sent < HUGE_MEBIBYTES; sent += 1) await write(Buffer.alloc(MEBIBYTE));
        },
      };
    default:
      return undefined;
  }
}

/** What happens to the first question for a result, and to every one where the result is gone. */
export function troubleAtResult({ name }: Scenario, first: boolean): SimOutcome | undefined {
  if (name === "result_expired") return refuse("not_found");
  if (name === "result_policy") return refuse("content_moderation");
  if (!first) return undefined;
  switch (name) {
    case "result_500_then_ok":
      return refuse("internal_error");
    case "result_502_then_ok":
      return page(502);
    case "result_reset_then_ok":
      return RESET;
    case "result_malformed_then_ok":
      return brokenJson;
    default:
      return undefined;
  }
}
