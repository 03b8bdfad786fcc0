import { randomUUID } from "node:crypto";
import type { SimReply } from "@/simulators/kit/server";

const refusals = {
  bad_request: 400,
  unauthorized: 401,
  payment_required: 402,
  content_moderation: 403,
  not_found: 404,
  payload_too_large: 413,
  invalid_language: 422,
  public_figure: 422,
  rate_limit_exceeded: 429,
  internal_error: 500,
  service_unavailable: 503,
} as const;
export type RefusalName = keyof typeof refusals;

const sentences: Record<Exclude<RefusalName, "bad_request">, string> = {
  unauthorized: "authorization: invalid or missing header value",
  payment_required: "You lack sufficient credits to make this request.",
  content_moderation:
    "Your request was flagged by our content moderation system, as a result your request was denied and you were not charged.",
  not_found: "The resource you were looking for was not found.",
  payload_too_large: "Your request was larger than 10MiB.",
  invalid_language: "English is the only supported language for this service.",
  public_figure: "Our system detected the likeness of a public figure in your image.",
  rate_limit_exceeded:
    "You have exceeded the rate limit of 150 requests within a 10 second period, and have been timed out for 60 seconds.",
  internal_error: "An unexpected server error has occurred, please try again later.",
  service_unavailable: "The service is currently unavailable.",
};

/** `{ "id": "…", "name": "bad_request", "errors": ["some-field: is required"] }` */
export function refuse(
  name: RefusalName,
  errors: string[] = name === "bad_request" ? [] : [sentences[name]],
  headers: Record<string, string> = {},
): SimReply {
  return { status: refusals[name], headers, body: { id: randomUUID().replaceAll("-", ""), name, errors } };
}
