import { randomUUID } from "node:crypto";
import type {
  ConnectionReport,
  ImageProvider,
  ImageRequest,
  PollResult,
  SubmitResult,
  VendorCall,
} from "../image-provider";
import { errorOfStatus, ofTakenOrder, ProviderError } from "../provider-error";
import { classOfCode, errorOfCode, sentenceOf } from "./errors";
import { ask, type BailianReply, exchange } from "./http";
import { bailianModel, bailianModels } from "./models";
import { orderOf, picturesOf } from "./reshape";
import type { BailianOutput } from "./types";

/** Synchronous models answer with the pictures: some take more than a minute. */
const SYNC_TIMEOUT_MS = 170_000;
const CREATE_TIMEOUT_MS = 60_000;
const POLL_TIMEOUT_MS = 20_000;

/** Aliyun Bailian (DashScope). */
export const bailianProvider: ImageProvider = {
  id: "bailian",
  submitIsIdempotent: false,
  models: () => bailianModels,
  capabilities: (vendorModel) => bailianModel(vendorModel)?.capabilities ?? null,
  submit,
  poll,
  test,
  outputHosts: ["dashscope-result-bj.oss-cn-beijing.aliyuncs.com", "*.aliyuncs.com"],
};

async function submit(request: ImageRequest, call: VendorCall): Promise<SubmitResult> {
  const { order, warnings } = await orderOf(request);
  const { path, deferred, body } = order;
  const timeoutMs = deferred ? CREATE_TIMEOUT_MS : SYNC_TIMEOUT_MS;
  const { output } = await ask(call, { method: "POST", path, deferred, body, timeoutMs });
  if (output?.task_status === "FAILED" || output?.code) throw failure(output, call);
  if (deferred) {
    if (!output?.task_id)
      throw new ProviderError("unknown_outcome", "Aliyun Bailian's answer names no task.", false);
    firstSeen(output.task_id);
    return { kind: "pending", externalId: output.task_id, pollAfterMs: pollWaitMs(0), warnings };
  }
  const pictures = picturesOf(output ?? {}, request);
  if (pictures.outputs.length === 0)
    throw ofTakenOrder(
      new ProviderError("provider_error", "Aliyun Bailian answered without a picture.", true),
    );
  return { kind: "done", ...pictures, warnings: [...warnings, ...pictures.warnings] };
}

async function poll(externalId: string, request: ImageRequest, call: VendorCall): Promise<PollResult> {
  const sinceMs = Date.now() - firstSeen(externalId);
  const { output } = await ask(call, {
    method: "GET",
    path: `/tasks/${encodeURIComponent(externalId)}`,
    timeoutMs: POLL_TIMEOUT_MS,
  }).catch((error: unknown) => {
    throw ofAcceptedOrder(error);
  });
  switch (output?.task_status) {
    case "PENDING":
    case "RUNNING":
    case "SUSPENDED":
      return { state: "running", pollAfterMs: pollWaitMs(sinceMs) };
    case "SUCCEEDED":
      return finished(output, request, call);
    case "FAILED":
      return { state: "failed", error: failure(output, call) };
    case "CANCELED":
      return failed("not_found_or_expired", "The order was cancelled at Aliyun Bailian.");
    case "UNKNOWN":
      return failed("not_found_or_expired", "Aliyun Bailian does not know this order any more.");
    default:
      throw new ProviderError("unknown_outcome", "Aliyun Bailian's answer has no known state.", false);
  }
}

function finished(output: BailianOutput, request: ImageRequest, call: VendorCall): PollResult {
  const { outputs, refused, warnings } = picturesOf(output, request);
  if (outputs.length > 0) return { state: "done", outputs, refused, warnings };
  const errorClass = refused ?? "provider_error";
  const theirs = output.results?.find((result) => result.code)?.message ?? "It delivered no picture.";
  const message = sentenceOf(errorClass, theirs, call.connection.apiKey);
  return { state: "failed", error: new ProviderError(errorClass, message, true) };
}

const failed = (errorClass: "not_found_or_expired", message: string): PollResult => ({
  state: "failed",
  error: new ProviderError(errorClass, message, false),
});

/** A failed task is over and costs nothing, so that the order may be placed again, here or elsewhere. */
const failure = (output: BailianOutput, call: VendorCall): ProviderError =>
  errorOfCode({
    code: output.code ?? "",
    message: output.message ?? "",
    status: 200,
    headers: new Headers(),
    apiKey: call.connection.apiKey,
  });

/** What goes wrong while asking says nothing about the order itself: that was taken. */
const ofAcceptedOrder = (error: unknown): unknown =>
  error instanceof ProviderError
    ? new ProviderError(error.errorClass, error.detail, false, error.extra.retryAfterMs)
    : error;

/** The vendor's advice: every 3 s at first, more seldom later. */
export const pollWaitMs = (ageMs: number): number =>
  ageMs < 30_000 ? 3_000 : ageMs < 120_000 ? 5_000 : 10_000;

const MAX_SEEN = 2_000;
const seen = new Map<string, number>();

/** When this process first heard of a task: only how often it asks depends on it. */
function firstSeen(taskId: string): number {
  const known = seen.get(taskId);
  if (known !== undefined) return known;
  const now = Date.now();
  seen.set(taskId, now);
  const oldest = seen.keys().next().value;
  if (seen.size > MAX_SEEN && oldest !== undefined) seen.delete(oldest);
  return now;
}

/** Asks for a task that cannot exist: a good key is told so, a wrong one is refused. It costs nothing. */
async function test(call: VendorCall): Promise<ConnectionReport> {
  let reply: BailianReply;
  try {
    reply = await exchange(call, {
      method: "GET",
      path: `/tasks/${randomUUID()}`,
      timeoutMs: POLL_TIMEOUT_MS,
    });
  } catch (error) {
    return lostTest(error);
  }
  const { status, headers, answer } = reply;
  const code = answer?.code ?? "";
  const message = answer?.message ?? "";
  const aboutTheTask = status < 500 && !classIsTrouble(code, message) && /task/i.test(`${code} ${message}`);
  if (answer?.output?.task_status || (code && aboutTheTask)) return { ok: true };
  if (code) {
    const error = errorOfCode({ code, message, status, headers, apiKey: call.connection.apiKey });
    const hint = error.errorClass === "auth" ? " A key works only in the region that it was made in." : "";
    return { ok: false, errorClass: error.errorClass, message: error.detail + hint };
  }
  if (status === 404)
    return { ok: false, errorClass: "invalid_request", message: "Not found: is the base URL right?" };
  if (status < 300)
    return {
      ok: false,
      errorClass: "invalid_request",
      message: "The address answers, but not as Aliyun Bailian does: is the base URL right?",
    };
  const error = errorOfStatus(status, headers);
  return { ok: false, errorClass: error.errorClass, message: error.detail };
}

const classIsTrouble = (code: string, message: string): boolean => {
  const known = classOfCode(code, message);
  return known !== undefined && known !== "invalid_request";
};

function lostTest(error: unknown): ConnectionReport {
  if (!(error instanceof ProviderError)) throw error;
  const { errorClass, detail, certainlyNotAccepted } = error;
  if (errorClass === "provider_error" && certainlyNotAccepted)
    return { ok: false, errorClass, message: "Cannot connect to the address: is the base URL right?" };
  if (errorClass === "unknown_outcome")
    return { ok: false, errorClass, message: "The address gave no complete answer in time." };
  return { ok: false, errorClass, message: detail };
}
