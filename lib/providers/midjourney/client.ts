import type {
  ConnectionReport,
  ImageProvider,
  ImageRequest,
  PollResult,
  ProviderOutput,
  SubmitResult,
  VendorCall,
  VendorNotice,
} from "@/lib/providers/image-provider";
import { lostCall, ProviderError } from "@/lib/providers/provider-error";
import { errorOfReply, errorOfTask } from "./errors";
import { isKnownHost, keepPicture, keepQuarters, pictureHosts } from "./grid";
import { cancelTask, dialectOf, fetchTask, listNothing, sendOrder } from "./http";
import { GRID_COUNT, midjourneyModels, versionFlag } from "./models";
import { promptOf } from "./prompt";
import {
  type Action,
  actionOf,
  type Delivery,
  imagineBody,
  isAccepted,
  isAction,
  pictureOf,
  progressOf,
  singlesOf,
  stateOf,
  taskIdOf,
  vendorRefOf,
  windowPrompt,
  windowWaits,
} from "./reshape";
import { type SubmitReply, type Task, taskBody } from "./types";

/** The proxies hear of progress every few seconds; new-api asks the one behind it every 15 s. */
const POLL_AFTER_MS = 4_000;
const MAX_NOTICE_BYTES = 1024 * 1024;

const refused = (message: string) => new ProviderError("invalid_request", message, true);

/**
 * Midjourney through a proxy of the midjourney-proxy protocol. One order is one task; a task of four pictures ends
 * as one 2×2 grid, which a poll fetches and cuts, or as four addresses where the proxy has cut it.
 */
export const midjourneyProvider: ImageProvider = {
  id: "midjourney",
  submitIsIdempotent: false,
  models: () => midjourneyModels,
  capabilities: (vendorModel) => midjourneyModels.find(({ id }) => id === vendorModel) ?? null,
  submit: (request, call) => known(() => submit(request, call)),
  poll: (externalId, request, call) => known(() => poll(externalId, request, call)),
  cancel: (externalId, call) =>
    known(async () => {
      // The other two dialects cannot stop a task.
      if (dialectOf(call.connection) === "trueai") await cancelTask(call, externalId);
    }),
  verifyWebhook: ({ rawBody, secret }) => noticeOf(rawBody, secret),
  test,
  outputHosts: pictureHosts,
};

async function known<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw lostCall(error);
  }
}

async function submit(request: ImageRequest, call: VendorCall): Promise<SubmitResult> {
  if (!versionFlag(request.model)) throw refused("Midjourney has no such model.");
  const delivery: Delivery = {
    state: request.requestKey,
    ...(call.webhookUrl ? { notifyHook: call.webhookUrl } : {}),
  };
  if (isAction(request.operation)) return act(request.operation, request, delivery, call);
  if (request.operation !== "generate") throw refused("Midjourney cannot do this with a picture.");
  const prompt = promptOf(request);
  if (!prompt) throw refused("The prompt has no words besides flags.");
  const body = imagineBody(prompt, request.references, delivery);
  const reply = await sendOrder(call, "/submit/imagine", body, false);
  return pending(accepted(reply, false, call));
}

async function act(
  action: Action,
  request: ImageRequest,
  delivery: Delivery,
  call: VendorCall,
): Promise<SubmitResult> {
  const picture = pictureOf(request.source?.vendorRef);
  if (!picture) throw refused("Midjourney can only do this with a picture of one of its own grids.");
  const source = await sourceTask(picture.taskId, call);
  const dialect = dialectOf(call.connection);
  const order = actionOf(action, picture, source, dialect, delivery);
  if (!order) throw refused("Midjourney does not offer this for the picture.");
  const reply = await sendOrder(call, order.path, order.body, true);
  const taskId = accepted(reply, true, call);
  return pending(windowWaits(reply, dialect) ? await confirmWindow(taskId, reply, source, call) : taskId);
}

/** The task whose button is to be pressed. Nothing has been ordered yet, whatever goes wrong here. */
async function sourceTask(taskId: string, call: VendorCall): Promise<Task> {
  const task = await fetchTask(call, taskId).catch((error: unknown) => {
    const { errorClass, detail, extra } = lostCall(error);
    const sure = errorClass === "unknown_outcome" ? "provider_error" : errorClass;
    throw new ProviderError(sure, detail, true, extra.retryAfterMs);
  });
  if (!task) throw refused("The proxy does not know this picture any more.");
  if (stateOf(task) !== "done") throw refused("The task of this picture is not finished.");
  return task;
}

/**
 * Confirms a remix window unchanged, the second half of the same order: until then nothing is drawn. When the answer
 * is lost the task's id is known all the same, so polling finds out.
 */
async function confirmWindow(
  taskId: string,
  reply: SubmitReply,
  source: Task,
  call: VendorCall,
): Promise<string> {
  const body = { taskId, prompt: windowPrompt(reply, source) };
  try {
    const confirmed = await sendOrder(call, "/submit/modal", body, true);
    if (!isAccepted(confirmed)) throw errorOfReply(confirmed, true, call.connection.apiKey);
    return taskIdOf(confirmed) ?? taskId;
  } catch (error) {
    const failure = lostCall(error);
    if (failure.errorClass === "unknown_outcome") return taskId;
    throw failure;
  }
}

/** The id of the task that an accepting reply opened; the reply's error otherwise. */
function accepted(reply: SubmitReply, acts: boolean, call: VendorCall): string {
  if (!isAccepted(reply)) throw errorOfReply(reply, acts, call.connection.apiKey);
  const taskId = taskIdOf(reply);
  if (!taskId) throw new ProviderError("unknown_outcome", "The proxy took the order but gave no id.", false);
  return taskId;
}

const pending = (externalId: string): SubmitResult => ({
  kind: "pending",
  externalId,
  pollAfterMs: POLL_AFTER_MS,
});

async function poll(externalId: string, request: ImageRequest, call: VendorCall): Promise<PollResult> {
  const task = await fetchTask(call, externalId);
  if (!task) {
    const message = "The proxy does not know this order any more.";
    return { state: "failed", error: new ProviderError("not_found_or_expired", message, false) };
  }
  const state = stateOf(task);
  if (state === "failed") return { state, error: errorOfTask(task, call.connection.apiKey) };
  if (state === "running")
    return {
      state,
      progress: progressOf(task),
      ...(task.status === "IN_PROGRESS" && task.imageUrl ? { previewUrl: task.imageUrl } : {}),
      pollAfterMs: POLL_AFTER_MS,
    };
  try {
    const outputs = await outputsOf(externalId, task, request, call);
    if (outputs) return { state, outputs };
    const message = "The finished task has no picture.";
    return { state: "failed", error: new ProviderError("provider_error", message, false) };
  } catch (error) {
    // Pictures that cannot be had end the order; every other trouble is left to the next poll.
    if (error instanceof ProviderError && error.errorClass === "not_found_or_expired")
      return { state: "failed", error };
    throw error;
  }
}

/** The pictures of a finished task; null when it names none. */
async function outputsOf(
  taskId: string,
  task: Task,
  request: ImageRequest,
  call: VendorCall,
): Promise<ProviderOutput[] | null> {
  // One seed makes the whole grid, so every picture of it carries the same.
  const seed = request.operation === "generate" ? { seed: request.seed } : {};
  const named = (index: number) => ({ ...seed, vendorRef: vendorRefOf({ taskId, index }) });
  const singles = request.operation === "upscale" ? [] : singlesOf(task).slice(0, request.count);
  if (singles.length > 0)
    return Promise.all(
      singles.map(async (address, i) => ({ ...(await outputAt(address, call)), ...named(i + 1) })),
    );
  if (!task.imageUrl) return null;
  if (request.operation === "upscale") return [await outputAt(task.imageUrl, call)];
  const kept = await keepQuarters(task.imageUrl, Math.min(GRID_COUNT, request.count), call);
  return kept.map((picture, i) => ({ kept: picture, ...named(i + 1) }));
}

/** The caller fetches from hosts that it knows; from the operator's picture host only this adapter may. */
const outputAt = async (address: string, call: VendorCall): Promise<ProviderOutput> =>
  isKnownHost(address, call) ? { url: address } : { kept: await keepPicture(address, call) };

/**
 * What a notifyHook call tells. The proxies sign nothing: the path of the hook carries a random secret, and the
 * caller has found it there and compared it in constant time already, so here only the body is read. Anyone who
 * knows the path could post: a notice is a hint to poll, never a result. Deliveries repeat and overtake each other.
 */
function noticeOf(rawBody: Uint8Array, secret: string): VendorNotice | null {
  if (!secret || rawBody.byteLength > MAX_NOTICE_BYTES) return null;
  let body: unknown;
  try {
    body = JSON.parse(Buffer.from(rawBody).toString("utf8"));
  } catch {
    return null;
  }
  const task = taskBody.safeParse(body);
  if (!task.success || !/^[\w-]{1,100}$/.test(task.data.id)) return null;
  const { id, status, progress } = task.data;
  const word = (text: string | null | undefined) => (text ?? "").slice(0, 20);
  return { noticeId: `${id}:${word(status)}:${word(progress)}`, externalId: id };
}

async function test(call: VendorCall): Promise<ConnectionReport> {
  try {
    const dialect = dialectOf(call.connection);
    if (Array.isArray(await listNothing(call))) return { ok: true, detail: dialect };
    const message = "The address answers, but not like a Midjourney proxy: is the base URL right?";
    return { ok: false, errorClass: "invalid_request", message };
  } catch (error) {
    const { errorClass, detail } = lostCall(error);
    const message =
      errorClass === "auth" ? "The proxy does not accept the secret; is the dialect right?" : detail;
    return { ok: false, errorClass, message };
  }
}
