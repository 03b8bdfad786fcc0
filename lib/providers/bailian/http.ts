import type { Connection, VendorCall } from "../image-provider";
import { errorOfStatus, lostCall, ProviderError } from "../provider-error";
import { MAX_JSON_BYTES, readJson } from "../response";
import { errorOfCode } from "./errors";
import { type BailianAnswer, bailianAnswer } from "./types";

/** Beijing; Singapore is dashscope-intl.aliyuncs.com, workspaces have hosts of their own. */
export const BAILIAN_BASE_URL = "https://dashscope.aliyuncs.com/api/v1";

export interface BailianCall {
  method: "GET" | "POST";
  path: string;
  timeoutMs: number;
  deferred?: boolean;
  body?: unknown;
}

export interface BailianReply {
  status: number;
  headers: Headers;
  /** Null when the body is not of their shape. */
  answer: BailianAnswer | null;
}

/** One call; a 2xx answer of their shape without a refusal in it. Throws ProviderError. */
export async function ask(call: VendorCall, what: BailianCall): Promise<BailianAnswer> {
  const reply = await exchange(call, what);
  const { status, headers, answer } = reply;
  const message = answer?.message ?? "";
  // A 2xx with a code is a refusal too, unless it names a task: then the order was taken.
  if (answer?.code && !answer.output?.task_id)
    throw errorOfCode({ code: answer.code, message, status, headers, apiKey: call.connection.apiKey });
  if (answer?.output && status < 300) return answer;
  if (status === 500 && !answer)
    throw new ProviderError("unknown_outcome", "Something before Aliyun Bailian failed (500).", false);
  if (status >= 300) throw errorOfStatus(status, headers);
  throw new ProviderError("unknown_outcome", "Aliyun Bailian's answer is not readable.", false);
}

/** One call with whatever status comes back. Throws for a lost call and a redirect. */
export async function exchange(call: VendorCall, what: BailianCall): Promise<BailianReply> {
  const { connection, signal } = call;
  const headers = headersOf(connection, what);
  let response: Response;
  try {
    response = await call.fetch(addressOf(connection.baseUrl) + what.path, {
      method: what.method,
      headers,
      body: what.body === undefined ? undefined : JSON.stringify(what.body),
      signal: AbortSignal.any([signal, AbortSignal.timeout(what.timeoutMs)]),
    });
  } catch (error) {
    throw lostCall(error);
  }
  if (response.status >= 300 && response.status < 400) {
    void response.body?.cancel().catch(() => undefined);
    throw new ProviderError(
      "invalid_request",
      "The address answers with a redirect; is the base URL right?",
      true,
    );
  }
  // An unreadable body is judged by its status: `ask` knows what a 2xx without an answer means.
  const body = await readJson(response, { maxBytes: MAX_JSON_BYTES }).catch(() => null);
  const answer = bailianAnswer.safeParse(body);
  return {
    status: response.status,
    headers: response.headers,
    answer: answer.success ? answer.data : null,
  };
}

/** The API's root: a bare host and the address of their OpenAI-compatible mode are understood as well. */
export function addressOf(baseUrl: string): string {
  if (!baseUrl) return BAILIAN_BASE_URL;
  const plain = baseUrl.replace(/\/+$/, "");
  const bare = plain.replace(/\/compatible-mode\/v1$/, "");
  return bare !== plain || /^https?:\/\/[^/]+$/.test(bare) ? `${bare}/api/v1` : bare;
}

function headersOf(connection: Connection, what: BailianCall): Record<string, string> {
  const { apiKey, options } = connection;
  const workspace = options.workspace ?? "";
  // A header with other characters makes fetch throw an error that quotes it.
  if (!/^[\x21-\x7e]+$/.test(apiKey))
    throw new ProviderError("auth", "The key is empty or has characters that no key has.", true);
  if (!/^[\x21-\x7e]*$/.test(workspace))
    throw new ProviderError("invalid_request", "The workspace has characters that no workspace has.", true);
  return {
    Authorization: `Bearer ${apiKey}`,
    Accept: "application/json",
    ...(what.body === undefined ? {} : { "Content-Type": "application/json" }),
    ...(what.deferred ? { "X-DashScope-Async": "enable" } : {}),
    ...(workspace ? { "X-DashScope-WorkSpace": workspace } : {}),
  };
}
