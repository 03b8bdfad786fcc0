import type { z } from "zod";
import type { SimReply } from "../kit/server";

/** Replicate's refusals: `{ title, detail, status }`. */
export const problem = (
  status: number,
  title: string,
  detail: string,
  headers?: Record<string, string>,
): SimReply => ({
  status,
  headers: { "content-type": "application/problem+json", ...headers },
  body: { title, detail, status },
});

export const unauthenticated = (): SimReply =>
  problem(401, "Unauthenticated", "You did not pass a valid authentication token");

export const notFound = (): SimReply =>
  problem(404, "Not found", "The requested resource could not be found.");

export const noCredit = (): SimReply =>
  problem(
    402,
    "Insufficient credit",
    "You have insufficient credit to run this model. Go to https://replicate.com/account/billing#billing to purchase credit.",
  );

export const throttled = (headers?: Record<string, string>): SimReply => ({
  status: 429,
  headers,
  body: { detail: "Request was throttled. Your rate limit resets in ~30s." },
});

/** 422 as the API writes it: one line and one entry per field. */
export function invalid(issues: z.core.$ZodIssue[], under: string): SimReply {
  const fields = issues.flatMap((issue) => {
    const path = [under, ...issue.path.map(String)].filter(Boolean).join(".");
    return issue.code === "unrecognized_keys"
      ? issue.keys.map((key) => ({
          type: "additional_property_not_allowed",
          field: path,
          description: `Additional property ${key} is not allowed`,
        }))
      : [{ type: issue.code, field: path, description: issue.message }];
  });
  return invalidFields(fields);
}

export const invalidFields = (fields: { type: string; field: string; description: string }[]): SimReply => ({
  status: 422,
  headers: { "content-type": "application/problem+json" },
  body: {
    title: "Input validation failed",
    detail: fields.map(({ field, description }) => `- ${field}: ${description}\n`).join(""),
    status: 422,
    invalid_fields: fields,
  },
});
