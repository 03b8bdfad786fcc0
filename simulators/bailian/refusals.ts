import { randomUUID } from "node:crypto";
import type { SimReply } from "../kit/server";

/** Status and words of every code of the fact sheet. */
const refusals: Record<string, readonly [number, string]> = {
  InvalidParameter: [400, "The request parameter is invalid."],
  InvalidURL: [400, "The request URL is invalid, please check the path."],
  "BadRequest.EmptyInput": [400, "Required input parameter missing from request."],
  DataInspectionFailed: [400, "Input data may contain inappropriate content."],
  "InvalidParameter.DataInspection": [400, "Input or output data may contain inappropriate content."],
  IPInfringementSuspect: [400, "Input data is suspected of being involved in IP infringement."],
  Arrearage: [400, "Access denied, please make sure your account is in good standing."],
  InvalidApiKey: [401, "Invalid API-key provided."],
  AccessDenied: [403, "Access denied."],
  "AccessDenied.Unpurchased": [
    403,
    "Access to model denied. Please make sure you are eligible for using the model.",
  ],
  "Model.AccessDenied": [403, "Model access denied."],
  "Workspace.AccessDenied": [403, "Workspace access denied."],
  ModelNotFound: [404, "Model not exist."],
  RequestTimeOut: [408, "Request timed out, please try again later."],
  "BadRequest.TooLarge": [413, "Payload Too Large"],
  "BadRequest.InputDownloadFailed": [415, "Failed to download the input file."],
  "BadRequest.UnsupportedFileFormat": [415, "Unsupported file format."],
  Throttling: [429, "Requests throttling triggered."],
  "Throttling.RateQuota": [429, "Requests rate limit exceeded, please try again later."],
  "Throttling.BurstRate": [429, "Request rate increased too quickly."],
  "Throttling.AllocationQuota": [429, "Allocated quota exceeded, please increase your quota limit."],
  LimitRequests: [429, "You exceeded your current requests list."],
  PrepaidBillOverdue: [429, "The prepaid bill is overdue."],
  PostpaidBillOverdue: [429, "The postpaid bill is overdue."],
  CommodityNotPurchased: [429, "Commodity has not purchased yet."],
  InternalError: [500, "An internal error has occured, please try again later."],
  "InternalError.Algo": [500, "An internal error has occured during execution."],
  "InternalError.Timeout": [500, "An internal timeout error has occured during execution."],
  SystemError: [500, "A system error has occured, please try again later."],
  RewriteFailed: [500, "The rewriting of the prompt failed."],
  ModelUnavailable: [503, "Model is unavailable, please try again later."],
};

/** What a task or a single picture says when it failed with this code. */
export const wordsOf = (code: string): string => refusals[code]?.[1] ?? "The request failed.";

/** A refusal in the vendor's shape; the status and the words are the code's own unless told otherwise. */
export function refuse(
  code: string,
  changes: { message?: string; status?: number; headers?: Record<string, string> } = {},
): SimReply {
  return {
    status: changes.status ?? refusals[code]?.[0] ?? 400,
    headers: changes.headers,
    body: { code, message: changes.message ?? wordsOf(code), request_id: randomUUID() },
  };
}

/** A refusal of a create call that stops reading the order. */
export class Refused extends Error {
  readonly reply: SimReply;
  constructor(code: string, message?: string) {
    super(code);
    this.reply = refuse(code, { message });
  }
}
