import type {
  ConnectionReport,
  ImageProvider,
  ImageRequest,
  PollResult,
  SubmitResult,
  VendorCall,
} from "@/lib/providers/image-provider";
import { lostCall, ProviderError } from "@/lib/providers/provider-error";
import { isTooLarge, MAX_JSON_BYTES, readJson } from "@/lib/providers/response";
import { keepPicture } from "./answer";
import { notReadable, refusalOf } from "./errors";
import { stabilityModels } from "./models";
import { orderOf } from "./reshape";
import { balanceAnswer, startedAnswer } from "./types";
import { uploadOf } from "./upload";

/** The vendor's interval: asking sooner than this counts against the rate. */
const POLL_AFTER_MS = 10_000;
/** The slowest answer that comes with its picture takes about a minute. */
const SUBMIT_TIMEOUT_MS = 240_000;
const POLL_TIMEOUT_MS = 120_000;
const TEST_TIMEOUT_MS = 15_000;

/** Stability AI, REST v2beta. One picture a call; nothing can be cancelled. */
export const stabilityProvider: ImageProvider = {
  id: "stability",
  submitIsIdempotent: false,
  models: () => stabilityModels,
  capabilities: (vendorModel) => modelOf(vendorModel) ?? null,
  submit: (request, call) => honest(() => submit(request, call)),
  poll: (externalId, request, call) => honest(() => poll(externalId, request, call)),
  test,
  // Pictures arrive in the answers themselves.
  outputHosts: [],
};

const modelOf = (name: string) => stabilityModels.find((model) => model.id === name);

/** Whatever goes wrong leaves as a ProviderError. */
async function honest<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw lostCall(error);
  }
}

async function submit(request: ImageRequest, call: VendorCall): Promise<SubmitResult> {
  const model = modelOf(request.model);
  if (!model) throw new ProviderError("invalid_request", "Stability AI has no such model.", true);
  const order = orderOf(request, model);
  const upload = await uploadOf(order);
  const { apiKey } = call.connection;
  const response = await ask(call, `/v2beta/stable-image/${order.endpoint}`, SUBMIT_TIMEOUT_MS, {
    method: "POST",
    headers: {
      accept: "image/*",
      "content-type": upload.contentType,
      "stability-client-id": "xintu",
      "stability-client-user-id": request.endUser,
    },
    body: upload.bytes,
  });
  if (!response.ok) throw await refusalOf(response, apiKey);
  const warnings = order.warnings.length > 0 ? { warnings: order.warnings } : {};
  if (!order.later) {
    const output = await keepPicture(response, call, {
      cropTo: order.cropTo,
      seed: order.seed !== undefined,
    });
    return { kind: "done", outputs: [output], ...warnings };
  }
  const started = startedAnswer.safeParse(await readJson(response, { maxBytes: MAX_JSON_BYTES }));
  if (!started.success) throw notReadable();
  return { kind: "pending", externalId: started.data.id, pollAfterMs: POLL_AFTER_MS, ...warnings };
}

async function poll(externalId: string, request: ImageRequest, call: VendorCall): Promise<PollResult> {
  const path = `/v2beta/results/${encodeURIComponent(externalId)}`;
  const response = await ask(call, path, POLL_TIMEOUT_MS, { headers: { accept: "*/*" } }).catch((error) => {
    throw stillOpen(lostCall(error));
  });
  const { status } = response;
  if (status === 202) {
    await response.body?.cancel();
    return { state: "running", pollAfterMs: POLL_AFTER_MS };
  }
  if (status === 404) {
    await response.body?.cancel();
    const message = "Stability AI does not have this result (any more).";
    return { state: "failed", error: new ProviderError("not_found_or_expired", message, false) };
  }
  if (!response.ok) {
    const error = await refusalOf(response, call.connection.apiKey);
    const lastWord = error.errorClass === "content_policy" || status === 400 || status === 422;
    if (lastWord) return { state: "failed", error };
    throw stillOpen(error);
  }
  try {
    const seed = modelOf(request.model)?.seed ?? false;
    return { state: "done", outputs: [await keepPicture(response, call, { seed })] };
  } catch (caught) {
    const error = lostCall(caught);
    // Filtered, or finished without a picture: asking again would only be told the same.
    if (error.errorClass === "content_policy" || error.errorClass === "provider_error")
      return { state: "failed", error };
    if (isTooLarge(error)) return { state: "failed", error: unusable() };
    throw stillOpen(error);
  }
}

/** It will not be smaller at the next asking, and making it again would be a new order. */
const unusable = () => new ProviderError("not_found_or_expired", "The finished picture is too large.", false);

/** The order was taken earlier: no failure to ask about it may say that it was not. */
const stillOpen = ({ errorClass, detail, retryAfterMs }: ProviderError) =>
  new ProviderError(errorClass, detail, false, retryAfterMs);

async function test(call: VendorCall): Promise<ConnectionReport> {
  try {
    const response = await ask(call, "/v1/user/balance", TEST_TIMEOUT_MS, {
      headers: { accept: "application/json" },
    });
    if (!response.ok) throw await refusalOf(response, call.connection.apiKey);
    const balance = balanceAnswer.safeParse(
      await readJson(response, { maxBytes: MAX_JSON_BYTES }).catch(() => null),
    );
    if (!balance.success)
      throw new ProviderError("invalid_request", "This address does not answer like Stability AI.", true);
    const { credits } = balance.data;
    if (credits <= 0)
      return {
        ok: false,
        errorClass: "quota_exhausted",
        message: "The Stability AI account has no credits left.",
      };
    return { ok: true, detail: `${Math.floor(credits * 100) / 100} credits` };
  } catch (error) {
    const { errorClass, detail } = lostCall(error);
    const silent = !(error instanceof ProviderError) && errorClass === "unknown_outcome";
    return { ok: false, errorClass, message: silent ? "The address did not answer." : detail };
  }
}

/** One request with the key and a time limit that covers the body as well. */
function ask(call: VendorCall, path: string, timeoutMs: number, init: RequestInit): Promise<Response> {
  const { baseUrl, apiKey } = call.connection;
  return call.fetch(`${baseUrl}${path}`, {
    ...init,
    headers: { ...init.headers, authorization: `Bearer ${apiKey}` },
    signal: AbortSignal.any([call.signal, AbortSignal.timeout(timeoutMs)]),
    redirect: "manual",
  });
}
