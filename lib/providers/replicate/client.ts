import type {
  Connection,
  ConnectionReport,
  ImageProvider,
  ImageRequest,
  PollResult,
  SubmitResult,
  VendorCall,
} from "@/lib/providers/image-provider";
import { lostCall, ProviderError } from "@/lib/providers/provider-error";
import { MAX_JSON_BYTES, readJson } from "@/lib/providers/response";
import { errorOfAnswer } from "./errors";
import { exchange, send, withPackage } from "./http";
import { placePictures } from "./inputs";
import { findReplicateModel, type ReplicateModel, replicateModels, SDXL_VERSION } from "./models";
import { inputOf, resultOf, warningsOf } from "./reshape";
import { accountSchema, predictionSchema, secretSchema } from "./types";
import { verifyReplicateWebhook } from "./webhook";

const CREATE_TIMEOUT_MS = 60_000;
const ASK_TIMEOUT_MS = 20_000;
const FIRST_POLL_MS = 1_000;
const POLL_MS = 1_500;

/** Models on replicate.com: predictions that are created once and asked for until they have ended. */
export const replicateProvider: ImageProvider = {
  id: "replicate",
  submitIsIdempotent: false,
  models: () => replicateModels.map(({ capabilities }) => capabilities),
  capabilities: (vendorModel) => findReplicateModel(vendorModel)?.model.capabilities ?? null,
  submit,
  poll,
  cancel,
  verifyWebhook: verifyReplicateWebhook,
  webhookSecret,
  test,
  outputHosts: ["replicate.delivery", "*.replicate.delivery"],
  outputHeaders,
};

async function submit(request: ImageRequest, call: VendorCall): Promise<SubmitResult> {
  const found = findReplicateModel(request.model);
  if (!found) throw refused("Replicate has no such model here.");
  const { model, version } = found;
  const lack = lackOf(request, model);
  if (lack) throw refused(lack);
  const target = targetOf(model, version ?? call.connection.options.sdxlVersion);
  const input = inputOf(request, model.ref, await placePictures(request, call));
  const answer = await withPackage(call, { timeoutMs: CREATE_TIMEOUT_MS }, (client) =>
    client.predictions.create({ ...target, input, ...webhookOf(call) }),
  );
  const created = predictionSchema.safeParse(answer);
  if (!created.success)
    throw new ProviderError("unknown_outcome", "Replicate's answer is not readable.", false);
  const warnings = warningsOf(request, model.ref);
  return { kind: "pending", externalId: created.data.id, pollAfterMs: FIRST_POLL_MS, warnings };
}

const refused = (message: string) => new ProviderError("invalid_request", message, true);

/** What the order asks for that the model does not have; undefined when it fits. */
function lackOf(request: ImageRequest, { capabilities: able }: ReplicateModel): string | undefined {
  const { operation, source, mask, references, count } = request;
  if (operation !== "generate" && !able.edits[operation]) return "This model does not have this operation.";
  if ((operation === "generate") === Boolean(source))
    return "This order needs a picture to start from, or none.";
  if ((operation === "inpaint") !== Boolean(mask)) return "A mask belongs to inpainting.";
  if (operation === "generate" && !able.ratios.includes(request.ratio)) return "The model lacks this ratio.";
  if (!able.tiers.includes(request.tier)) return "The model lacks this size.";
  if (!able.qualities.includes(request.quality)) return "The model lacks this quality.";
  if (references.length > able.maxReferences) return "There are too many reference pictures.";
  if (!Number.isInteger(count) || count < 1 || count > able.maxPerCall)
    return "This is not one call's count.";
  return undefined;
}

/** Official models run by name, the community's by version. */
function targetOf(
  { ref }: ReplicateModel,
  sdxlVersion = SDXL_VERSION,
): { model: ReplicateModel["ref"] } | { version: string } {
  if (ref !== "stability-ai/sdxl") return { model: ref };
  if (!/^[0-9a-f]{64}$/.test(sdxlVersion)) throw refused("The SDXL version must be 64 hex digits.");
  return { version: sdxlVersion };
}

/** Replicate calls https only; a simulator on this machine is told plain addresses as well. */
function webhookOf({ webhookUrl, connection }: VendorCall) {
  if (!webhookUrl || !URL.canParse(webhookUrl)) return {};
  const local = /^http:\/\/(127\.0\.0\.1|localhost|\[::1\])[:/]/.test(`${connection.baseUrl}/`);
  if (!webhookUrl.startsWith("https:") && !local) return {};
  // Results are asked for when it has ended, so notices of single pictures would be noise.
  return { webhook: webhookUrl, webhook_events_filter: ["start" as const, "completed" as const] };
}

const gone = () =>
  new ProviderError("not_found_or_expired", "Replicate does not know this order any more.", false);

/** Ids go into an address; ours come from Replicate's answers and notices and look like this. */
const isPredictionId = (externalId: string): boolean => /^[\w-]{1,100}$/.test(externalId);

async function poll(externalId: string, request: ImageRequest, call: VendorCall): Promise<PollResult> {
  if (!isPredictionId(externalId)) return { state: "failed", error: gone() };
  try {
    const options = { timeoutMs: ASK_TIMEOUT_MS, missing: gone };
    const answer = await withPackage(call, options, (client) => client.predictions.get(externalId));
    const prediction = predictionSchema.safeParse(answer);
    if (!prediction.success)
      throw new ProviderError("unknown_outcome", "Replicate's answer is not readable.", false);
    return resultOf(prediction.data, request, { pollAfterMs: POLL_MS, apiKey: call.connection.apiKey });
  } catch (error) {
    const known = lostCall(error);
    if (known.errorClass === "not_found_or_expired") return { state: "failed", error: known };
    // The order itself was taken, whatever became of this question.
    throw new ProviderError(known.errorClass, known.detail, false, known.retryAfterMs);
  }
}

async function cancel(externalId: string, call: VendorCall): Promise<void> {
  if (!isPredictionId(externalId)) return;
  try {
    await withPackage(call, { timeoutMs: ASK_TIMEOUT_MS, missing: gone }, (client) =>
      client.predictions.cancel(externalId),
    );
  } catch (error) {
    const known = lostCall(error);
    if (known.errorClass !== "not_found_or_expired") throw known;
  }
}

/** The secret that signs an account's callbacks (replicate.com/docs/reference/http#webhooks.default.secret.get). */
async function webhookSecret(call: Pick<VendorCall, "connection" | "signal" | "fetch">): Promise<string> {
  const url = `${call.connection.baseUrl}/webhooks/default/secret`;
  const answer = await exchange(call, url, { method: "GET" }, { timeoutMs: ASK_TIMEOUT_MS });
  return secretSchema.parse(answer).key;
}

async function test(call: VendorCall): Promise<ConnectionReport> {
  const { connection } = call;
  try {
    const response = await send(call, `${connection.baseUrl}/account`, { method: "GET" }, ASK_TIMEOUT_MS);
    if (!response.ok) throw await errorOfAnswer(response, connection.apiKey);
    const answer = await readJson(response, { maxBytes: MAX_JSON_BYTES }).catch(() => undefined);
    const account = accountSchema.safeParse(answer);
    if (!account.success)
      throw refused("This address answers, but not as Replicate does: is the base URL right?");
    return { ok: true, detail: `Signed in to Replicate as ${account.data.username}.` };
  } catch (error) {
    const { errorClass, detail } = lostCall(error);
    return { ok: false, errorClass, message: detail };
  }
}

/** The key goes to Replicate's own hosts and to the connection's own, and nowhere else. */
function outputHeaders(url: URL, connection: Connection): Record<string, string> {
  const theirs =
    url.protocol === "https:" &&
    url.port === "" &&
    (url.hostname === "api.replicate.com" || /^([a-z0-9-]+\.)*replicate\.delivery$/.test(url.hostname));
  const own = URL.canParse(connection.baseUrl) && new URL(connection.baseUrl).origin === url.origin;
  return connection.apiKey && (theirs || own) ? { authorization: `Bearer ${connection.apiKey}` } : {};
}
