import type { Connection, VendorCall } from "@/lib/providers/image-provider";
import { errorOfStatus, lostCall, ProviderError } from "@/lib/providers/provider-error";
import { MAX_JSON_BYTES, readBytes, readJson } from "@/lib/providers/response";
import { errorOfReply } from "./errors";
import { type Dialect, dialects, modes, type SubmitReply, submitReply, type Task, taskBody } from "./types";

/** new-api gives the proxy behind it 60 s; uploading references to Discord takes longer than that. */
const SUBMIT_TIMEOUT_MS = 100_000;
const ASK_TIMEOUT_MS = 30_000;

const UNKNOWN_TASK = /task_not?_found|任务不存在/;

const refused = (message: string) => new ProviderError("invalid_request", message, true);

export function dialectOf({ options }: Connection): Dialect {
  const wanted = options.dialect || "novicezk";
  const dialect = dialects.find((known) => known === wanted);
  if (!dialect) throw refused(`The dialect must be one of ${dialects.join(", ")}.`);
  return dialect;
}

/** Where new orders go: trueai and new-api choose the speed by a prefix of the path. */
function submitRoot({ options }: Connection, dialect: Dialect): string {
  if (!options.mode || dialect === "novicezk") return "/mj";
  const mode = modes.find((known) => known === options.mode);
  if (!mode) throw refused(`The mode must be one of ${modes.join(", ")}.`);
  return `/mj-${mode}/mj`;
}

/** Operators write the address with or without the `/mj` at its end. */
const addressOf = (connection: Connection, path: string) =>
  `${connection.baseUrl.replace(/\/+$/, "").replace(/\/mj$/, "")}${path}`;

/** trueai reads an `Authorization` before `mj-api-secret`, so exactly one of them is sent. */
const authOf = ({ apiKey }: Connection, dialect: Dialect): Record<string, string> =>
  dialect === "new-api" ? { authorization: `Bearer ${apiKey}` } : { "mj-api-secret": apiKey };

/** Whatever is left of an answer that nobody reads. */
export const discard = (response: Response): void => void response.body?.cancel().catch(() => undefined);

/** One call of the proxy. Throws ProviderError when no answer came, or a redirect. */
async function ask(
  call: VendorCall,
  order: { method: "GET" | "POST"; path: string; body?: unknown; timeoutMs: number },
): Promise<Response> {
  const { connection } = call;
  const json = order.body === undefined ? undefined : JSON.stringify(order.body);
  let response: Response;
  try {
    response = await call.fetch(addressOf(connection, order.path), {
      method: order.method,
      headers: {
        accept: "application/json",
        ...authOf(connection, dialectOf(connection)),
        ...(json === undefined ? {} : { "content-type": "application/json" }),
      },
      body: json,
      signal: AbortSignal.any([call.signal, AbortSignal.timeout(order.timeoutMs)]),
    });
  } catch (error) {
    throw lostCall(error);
  }
  if (response.status >= 300 && response.status < 400) {
    discard(response);
    throw refused("The proxy's address answers with a redirect.");
  }
  return response;
}

/** A refusal in words, or undefined for a body that is none. */
async function wordsOf(response: Response): Promise<SubmitReply | undefined> {
  const body = await readJson(response, { maxBytes: MAX_JSON_BYTES }).catch(() => undefined);
  return submitReply.safeParse(body).data;
}

/** 404 without words comes from the wrong server or the wrong path. */
export const errorOfAnswer = (response: Response): ProviderError =>
  response.status === 404
    ? refused("The proxy's address answers 'not found': is the base URL right?")
    : errorOfStatus(response.status, response.headers);

/**
 * Sends one order and answers the accepting or refusing reply's error. `acts` is true for an action on an earlier
 * task. A reply that cannot be read is an unknown outcome: the proxy may have taken the order.
 */
export async function sendOrder(
  call: VendorCall,
  route: string,
  body: unknown,
  acts: boolean,
): Promise<SubmitReply> {
  const { connection } = call;
  const path = `${submitRoot(connection, dialectOf(connection))}${route}`;
  const response = await ask(call, { method: "POST", path, body, timeoutMs: SUBMIT_TIMEOUT_MS });
  if (response.ok) {
    const reply = submitReply.safeParse(await readJson(response, { maxBytes: MAX_JSON_BYTES }));
    if (!reply.success)
      throw new ProviderError("unknown_outcome", "The proxy's answer is not readable.", false);
    return reply.data;
  }
  const words = await wordsOf(response);
  // The status decides where it tells more than the code: keys, credit, rates and servers that are down.
  const byStatus = errorOfAnswer(response);
  const told = response.status === 500 || byStatus.errorClass === "invalid_request";
  throw words && told ? errorOfReply(words, acts, connection.apiKey) : byStatus;
}

/**
 * Asks for a task; null when the proxy says that it has none of this id: an empty body (novicezk), 204 or `null`
 * (trueai), HTTP 400 or 404 in words (new-api). All three know a task before they answer its submit, so that answer
 * is final. Throws when the proxy does not answer properly.
 */
export async function fetchTask(call: VendorCall, taskId: string): Promise<Task | null> {
  const path = `/mj/task/${encodeURIComponent(taskId)}/fetch`;
  const response = await ask(call, { method: "GET", path, timeoutMs: ASK_TIMEOUT_MS });
  if (response.status === 400 || response.status === 404) {
    const words = await wordsOf(response);
    if (words && UNKNOWN_TASK.test(words.description ?? "")) return null;
    throw errorOfAnswer(response);
  }
  if (!response.ok) {
    discard(response);
    throw errorOfAnswer(response);
  }
  const text = (await readBytes(response, MAX_JSON_BYTES)).toString("utf8").trim();
  if (text === "" || text === "null") return null;
  const task = taskBody.safeParse(parsed(text));
  if (!task.success) throw new ProviderError("unknown_outcome", "The proxy's answer is not readable.", false);
  return task.data;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Stops a task, where the dialect can. */
export async function cancelTask(call: VendorCall, taskId: string): Promise<void> {
  const path = `/mj/task/${encodeURIComponent(taskId)}/cancel`;
  const response = await ask(call, { method: "POST", path, timeoutMs: ASK_TIMEOUT_MS });
  discard(response);
  if (!response.ok) throw errorOfAnswer(response);
}

/** Asks for the tasks of no ids: free, and every dialect checks the secret first. Answers what came back. */
export async function listNothing(call: VendorCall): Promise<unknown> {
  const path = "/mj/task/list-by-condition";
  const response = await ask(call, { method: "POST", path, body: { ids: [] }, timeoutMs: ASK_TIMEOUT_MS });
  if (!response.ok) {
    discard(response);
    throw errorOfAnswer(response);
  }
  return readJson(response, { maxBytes: MAX_JSON_BYTES }).catch(() => undefined);
}
