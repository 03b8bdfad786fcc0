import type { z } from "zod";
import type { SimReply } from "../kit/server";

interface Trouble {
  message: string;
  type?: string;
  param?: string | null;
  code?: string | null;
  [more: string]: unknown;
}

/** A refusal in the vendor's shape: `{"error":{message,type,param,code}}`. */
export const refuse = (status: number, trouble: Trouble, headers: Record<string, string> = {}): SimReply => ({
  status,
  headers: { "x-request-id": "req_simulated", ...headers },
  body: { error: { type: "invalid_request_error", param: null, code: null, ...trouble } },
});

export const invalidValue = (param: string, message: string): SimReply =>
  refuse(400, { message, param, code: "invalid_value" });

export const unknownParameter = (param: string): SimReply =>
  refuse(400, { message: `Unknown parameter: '${param}'.`, param, code: "unknown_parameter" });

export const noSuchModel = (model: string): SimReply =>
  refuse(404, {
    message: `The model '${model}' does not exist or you do not have access to it.`,
    code: "model_not_found",
  });

/** What a strict schema found, as the vendor would say it: one thing at a time. */
export function refusalOf(error: z.ZodError): SimReply {
  const [issue] = error.issues;
  if (issue?.code === "unrecognized_keys") return unknownParameter(issue.keys[0] ?? "");
  const param = issue?.path.join(".") ?? "";
  const missing = issue?.code === "invalid_type" && issue.message.includes("received undefined");
  return missing
    ? refuse(400, {
        message: `Missing required parameter: '${param}'.`,
        param,
        code: "missing_required_parameter",
      })
    : invalidValue(param, `Invalid value for '${param}': ${issue?.message ?? "not accepted"}.`);
}

/** The refusal of the safety system; the stage tells whether the prompt or the finished picture was at fault. */
export const moderationBlocked = (stage: "input" | "output"): Trouble => ({
  message:
    "Your request was rejected by the safety system. If you believe this is an error, contact us at help.openai.com and include the request ID req_simulated. safety_violations=[violence].",
  type: "image_generation_user_error",
  code: "moderation_blocked",
  moderation_details: { moderation_stage: stage, categories: ["violence"] },
});
