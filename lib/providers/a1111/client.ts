import type {
  ConnectionReport,
  ImageProvider,
  ImageRequest,
  PollResult,
  SubmitResult,
  VendorCall,
} from "@/lib/providers/image-provider";
import { lostCall, ProviderError } from "@/lib/providers/provider-error";
import { largeBody, MAX_JSON_WITH_PICTURES_BYTES, readJson } from "@/lib/providers/response";
import {
  askProgress,
  checkpointsOf,
  endpoint,
  headersOf,
  insistOn,
  interrupt,
  requireCheckpoint,
} from "./calls";
import { refusalOf } from "./errors";
import { checkpointOf, DEFAULT_MODEL, modelOf } from "./models";
import { keepPictures, keepUpscaled } from "./pictures";
import { followProgress } from "./progress";
import { listed, type Order, orderOf } from "./reshape";

/**
 * Four pictures with a second pass take minutes on a small graphics card, and the answer starts only then. Shorter
 * than the outbound fetch waits for any answer, so that it is we who give up and can tell the server to stop.
 */
const PICTURES_WITHIN_MS = 320_000;

/** Any server that speaks AUTOMATIC1111's API. */
export const a1111Provider: ImageProvider = {
  id: "a1111",
  submitIsIdempotent: false,
  models: () => [modelOf({})],
  capabilities: (vendorModel, options) => {
    const model = modelOf(options);
    const checkpoint = checkpointOf(vendorModel);
    if (checkpoint === null) return model;
    return { ...model, id: checkpoint, name: { zh: checkpoint, en: checkpoint } };
  },
  submit,
  poll,
  test,
  outputHosts: [],
};

/** Progress and interrupt concern whatever the server does, so they are ours only when nobody else uses it. */
const alone = ({ connection }: VendorCall) => (connection.options.concurrency ?? "1") === "1";

async function submit(request: ImageRequest, call: VendorCall): Promise<SubmitResult> {
  const order = orderOf(request, call.connection.options);
  const upscales = order.path === "extra-single-image";
  const checkpoint = upscales ? null : checkpointOf(request.model);
  if (checkpoint !== null) await requireCheckpoint(checkpoint, call);
  const response = await post(order, call);
  return largeBody(async () => {
    const answer = await readJson(response, { maxBytes: MAX_JSON_WITH_PICTURES_BYTES });
    const outputs = await (upscales ? keepUpscaled(answer, call) : keepPictures(answer, request, call));
    return { kind: "done", outputs, warnings: order.warnings };
  }, call);
}

/** The only call that makes the server work. Headers come when the pictures are done. */
async function post(order: Order, call: VendorCall): Promise<Response> {
  const signal = AbortSignal.any([call.signal, AbortSignal.timeout(PICTURES_WITHIN_MS)]);
  if (signal.aborted)
    throw new ProviderError("provider_error", "The order was stopped before it was sent.", true);
  const stopAsking = follow(order, call, signal);
  try {
    const response = await call.fetch(endpoint(call, order.path), {
      method: "POST",
      headers: { ...headersOf(call), "content-type": "application/json" },
      body: JSON.stringify(order.body),
      redirect: "manual",
      signal,
    });
    if (!response.ok) throw await refusalOf(response, call.connection);
    return response;
  } catch (error) {
    if (signal.aborted && alone(call)) await interrupt(call);
    throw lostCall(error);
  } finally {
    stopAsking();
  }
}

function follow(order: Order, call: VendorCall, signal: AbortSignal): () => void {
  const { onProgress } = call;
  // Upscalers count no steps.
  if (!onProgress || !alone(call) || order.path === "extra-single-image") return () => undefined;
  return followProgress((ended) => askProgress(call, AbortSignal.any([signal, ended])), onProgress);
}

/** Nothing of this vendor is ever pending. */
async function poll(): Promise<PollResult> {
  const error = new ProviderError("not_found_or_expired", "This server keeps no orders.", false);
  return { state: "failed", error };
}

/** Lists the checkpoints, which costs nothing; `options.model` must be among them when it names one. */
async function test(call: VendorCall): Promise<ConnectionReport> {
  try {
    const checkpoints = await checkpointsOf(call);
    const wanted = checkpointOf(call.connection.options.model ?? DEFAULT_MODEL);
    if (wanted !== null) insistOn(wanted, checkpoints);
    if (checkpoints.length === 0)
      throw new ProviderError("invalid_request", "The server has no checkpoint to draw with.", true);
    return { ok: true, detail: listed(checkpoints) };
  } catch (error) {
    const { errorClass, detail } = lostCall(error);
    if (errorClass !== "unknown_outcome") return { ok: false, errorClass, message: detail };
    const message = call.signal.aborted
      ? "The test was stopped before the server answered."
      : "What answers there is not a Stable Diffusion web UI, or it answers too late: is the base URL right?";
    return { ok: false, errorClass: "invalid_request", message };
  }
}
