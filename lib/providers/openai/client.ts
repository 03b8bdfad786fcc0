import type {
  ConnectionReport,
  ImageProvider,
  ImageRequest,
  SubmitResult,
  VendorCall,
} from "../image-provider";
import { ProviderError } from "../provider-error";
import { MAX_JSON_BYTES, readJson } from "../response";
import { readAnswer } from "./answer";
import { notThisVendor, reportOf } from "./errors";
import { capabilitiesOf, listModels } from "./models";
import { type Order, reshape } from "./reshape";
import { readStream } from "./stream";
import { clock, failureOf, send, watched } from "./transport";
import { modelListSchema } from "./types";

/** High quality takes more than two minutes; nothing can be asked about a call that was given up. */
const SUBMIT_TIMEOUT_MS = 300_000;
const BODY_TIMEOUT_MS = 300_000;
const TEST_TIMEOUT_MS = 20_000;

/** OpenAI's images API and servers that speak it; every order is answered with its pictures at once. */
export const openaiProvider: ImageProvider = {
  id: "openai",
  submitIsIdempotent: false,
  models: listModels,
  capabilities: capabilitiesOf,
  submit,
  poll: async () => {
    const message = "This vendor keeps no orders that could be asked for.";
    return { state: "failed", error: new ProviderError("not_found_or_expired", message, false) };
  },
  test,
  // Where the DALL·E dialect of OpenAI itself put its results.
  outputHosts: ["oaidalleapiprodscus.blob.core.windows.net"],
};

async function submit(request: ImageRequest, call: VendorCall): Promise<SubmitResult> {
  const order = await reshape(request, call.connection.options);
  const time = clock(call.signal);
  try {
    time.start(SUBMIT_TIMEOUT_MS);
    const response = await send(call, { timeoutMs: SUBMIT_TIMEOUT_MS, signal: time.signal }, (client) =>
      post(client, order),
    );
    const result = isStream(response)
      ? await readStream(response, call)
      : await readWhole(response, request, call, time);
    return withWarnings(result, order);
  } catch (error) {
    throw failureOf(error, call);
  } finally {
    time.stop();
  }
}

const post = (client: Parameters<Parameters<typeof send>[2]>[0], order: Order) =>
  order.path === "edits" ? client.images.edit(order.body) : client.images.generate(order.body);

/** Servers in between may answer without a stream although one was asked for. */
const isStream = (response: Response): boolean =>
  /^text\/event-stream\b/i.test(response.headers.get("content-type") ?? "");

function readWhole(
  response: Response,
  request: ImageRequest,
  call: VendorCall,
  time: ReturnType<typeof clock>,
): ReturnType<typeof readAnswer> {
  time.stop();
  return readAnswer(response, { prompt: request.prompt, call, begin: () => time.start(BODY_TIMEOUT_MS) });
}

function withWarnings(result: Awaited<ReturnType<typeof readAnswer>>, order: Order): SubmitResult {
  const warnings = [...order.warnings, ...(result.warnings ?? [])];
  return warnings.length > 0 ? { ...result, warnings } : result;
}

/** Asks for the list of models: it proves address and key and costs nothing. */
async function test(call: VendorCall): Promise<ConnectionReport> {
  const time = clock(call.signal);
  const { line, status } = watched(call);
  try {
    time.start(TEST_TIMEOUT_MS);
    const response = await send(line, { timeoutMs: TEST_TIMEOUT_MS, signal: time.signal }, (client) =>
      client.models.list(),
    );
    const list = modelListSchema.safeParse(await readJson(response, { maxBytes: MAX_JSON_BYTES }));
    if (!list.success) return notThisVendor();
    return {
      ok: true,
      detail: detailOf(
        list.data.data.map(({ id }) => id),
        call.connection.options.model,
      ),
    };
  } catch (error) {
    return reportOf(failureOf(error, call), status());
  } finally {
    time.stop();
  }
}

function detailOf(ids: string[], wanted: string | undefined): string {
  const count = `The server lists ${ids.length} models`;
  if (!wanted) return `${count}.`;
  return ids.includes(wanted) ? `${count}, ${wanted} among them.` : `${count}, but no ${wanted}.`;
}
