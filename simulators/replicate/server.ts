import { z } from "zod";
import { type Scenario, scenarioOf } from "../kit/scenario";
import {
  HANG,
  jsonOf,
  RESET,
  type SimOutcome,
  type SimReply,
  type SimRequest,
  type Simulator,
  startSimulator,
  takeTime,
} from "../kit/server";
import { FileStore } from "./files";
import { loadPictures } from "./inputs";
import { type SimModel, simModels } from "./models";
import {
  ageMs,
  hasEnded,
  newPrediction,
  PredictionStore,
  type SimPrediction,
  viewOf,
  webhookEvents,
} from "./predictions";
import { invalid, invalidFields, noCredit, notFound, problem, throttled, unauthenticated } from "./replies";
import { answerResult } from "./results";
import { isWebhookUrl, WEBHOOK_SECRET, WebhookSender } from "./webhooks";

export interface ReplicateSimulatorOptions {
  port?: number;
  /** Divides every artificial waiting time. */
  speed?: number;
  webhookSecret?: string;
}

interface Machine {
  speed: number;
  secret: string;
  files: FileStore;
  predictions: PredictionStore;
  webhooks: WebhookSender;
  /** Prompts whose first call has failed already. */
  failedOnce: Set<string>;
}

/** Replicate on loopback; its base URL is `<url>/v1`. Any key that starts with `sim-` is good. */
export async function startReplicateSimulator(options: ReplicateSimulatorOptions = {}): Promise<Simulator> {
  const { port, speed = 1, webhookSecret: secret = WEBHOOK_SECRET } = options;
  const machine: Machine = {
    speed,
    secret,
    files: new FileStore(),
    predictions: new PredictionStore(),
    webhooks: new WebhookSender(secret, speed),
    failedOnce: new Set(),
  };
  const simulator = await startSimulator({
    name: "replicate",
    port,
    handle: (request) => answer(request, machine),
    jobs: () => machine.predictions.all().map(({ id, input }) => ({ id, prompt: input.prompt })),
  });
  return {
    ...simulator,
    close: () => {
      machine.webhooks.close();
      return simulator.close();
    },
  };
}

async function answer(request: SimRequest, machine: Machine): Promise<SimOutcome> {
  const { method, path, origin } = request;
  if (method === "GET" && path.startsWith("/yhqm/")) return answerResult(request, machine.predictions);
  if (!path.startsWith("/v1/")) return notFound();
  const apiKey = /^Bearer (\S+)$/.exec(request.headers.get("authorization") ?? "")?.[1] ?? "";
  const byKey = scenarioOf({ apiKey });
  if (!apiKey.startsWith("sim-") || byKey.name === "auth_401") return unauthenticated();
  const [, , room, ...rest] = path.split("/");
  const [first = "", second, third] = rest;
  switch (`${method} ${room} ${rest.length}`) {
    case "GET account 0":
      return (
        (await troubleOf(byKey, "", machine)) ?? {
          status: 200,
          body: { type: "organization", username: "simulated", name: "Simulated account", github_url: null },
        }
      );
    case "GET webhooks 2":
      return path === "/v1/webhooks/default/secret"
        ? { status: 200, body: { key: machine.secret } }
        : notFound();
    case "POST files 0":
      return machine.files.create(request);
    case "GET files 1":
      return machine.files.find(first, origin);
    case "POST predictions 0":
      return create(request, apiKey, undefined, machine);
    case "POST models 3":
      return third === "predictions" ? create(request, apiKey, `${first}/${second}`, machine) : notFound();
    case "GET predictions 0": {
      const results = machine.predictions
        .all()
        .slice(-100)
        .reverse()
        .map((kept) => viewOf(kept));
      return { status: 200, body: { previous: null, next: null, results } };
    }
    case "GET predictions 1":
      return ask(machine.predictions.find(first));
    case "POST predictions 2":
      return second === "cancel" ? cancel(machine.predictions.find(first), machine) : notFound();
    default:
      return notFound();
  }
}

/** Troubles that come before the order is read; undefined when there is none. */
async function troubleOf(
  { name, argument }: Scenario,
  prompt: string,
  { failedOnce }: Machine,
): Promise<SimOutcome | undefined> {
  switch (name) {
    case "auth_401":
      return unauthenticated();
    case "quota":
      return noCredit();
    case "429_retry_after":
      return throttled({ "retry-after": argument ?? "1" });
    case "429_no_header":
      return throttled();
    case "503":
      return problem(503, "Service unavailable", "The service is temporarily unavailable.");
    case "hang":
      return HANG;
    case "500_then_ok":
      if (failedOnce.has(prompt)) return undefined;
      failedOnce.add(prompt);
      return problem(500, "Internal server error", "Internal server error");
    default:
      return undefined;
  }
}

const orderSchema = z.strictObject({
  input: z.record(z.string(), z.unknown()),
  version: z.string().optional(),
  webhook: z.string().refine(isWebhookUrl, "must be an HTTPS URL").optional(),
  webhook_events_filter: z.array(z.enum(webhookEvents)).optional(),
});

async function create(
  request: SimRequest,
  apiKey: string,
  named: string | undefined,
  machine: Machine,
): Promise<SimOutcome> {
  if (!request.headers.get("content-type")?.startsWith("application/json"))
    return problem(400, "Bad request", "Content-Type must be application/json");
  const body = jsonOf(request);
  if (body === undefined) return problem(400, "Malformed JSON", "The request body is not JSON");
  const prompt =
    z.object({ input: z.object({ prompt: z.string() }) }).safeParse(body).data?.input.prompt ?? "";
  const scenario = scenarioOf({ apiKey, prompt });
  const trouble = await troubleOf(scenario, prompt, machine);
  if (trouble) return trouble;

  const order = orderSchema.safeParse(body);
  if (!order.success) return invalid(order.error.issues, "");
  const { webhook, webhook_events_filter: events = webhookEvents } = order.data;
  const found = modelOf(named, order.data.version);
  if ("status" in found) return found;
  const input = found.model.input.safeParse(order.data.input);
  if (!input.success) return invalid(input.error.issues, "input");
  const pictures = await loadPictures(input.data, machine.files);
  if ("status" in pictures) return pictures;

  const prediction = newPrediction(
    {
      ...{ ...found, raw: order.data.input, input: input.data, pictures, scenario, origin: request.origin },
      webhook: webhook ? { url: webhook, events } : undefined,
    },
    machine.speed,
  );
  machine.predictions.add(prediction);
  if (webhook) machine.webhooks.schedule(prediction);
  return accepted(request, prediction, machine.speed);
}

/** How the news that the order was taken gets lost on its way, or not. */
async function accepted(request: SimRequest, prediction: SimPrediction, speed: number): Promise<SimOutcome> {
  switch (prediction.scenario.name) {
    case "reset_after_body":
      return RESET;
    case "html_502":
      return {
        status: 502,
        headers: { "content-type": "text/html" },
        body: "<html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad Gateway</h1></body></html>",
      };
    case "malformed_json":
      return { status: 201, headers: { "content-type": "application/json" }, body: '{"id":"gm3qorz' };
    case "accepted_202":
      return { status: 202, body: viewOf(prediction) };
  }
  const prefer = /^wait(?:=(\d{1,2}))?$/.exec(request.headers.get("prefer") ?? "");
  if (!prefer) return { status: 201, body: viewOf(prediction) };
  const waitMs = Math.min(60, Number(prefer[1] ?? 60)) * 1_000;
  // One more, because timers count whole milliseconds.
  const leftMs = Math.max(0, Math.ceil(prediction.endMs - ageMs(prediction))) + 1;
  await takeTime(Math.min(waitMs / speed, leftMs), 1);
  return { status: hasEnded(prediction) ? 201 : 202, body: viewOf(prediction) };
}

const noSuchVersion = (): SimReply =>
  problem(
    422,
    "Invalid version or not permitted",
    "The specified version does not exist (or perhaps you don't have permission to use it?)",
  );

/** Official models go by name, in the path or as the version; the community's by `hash` or `owner/name:hash`. */
function modelOf(
  named: string | undefined,
  version: string | undefined,
): { model: SimModel; version: string } | SimReply {
  if (named !== undefined) {
    if (version !== undefined)
      return invalidFields([
        {
          type: "additional_property_not_allowed",
          field: "",
          description: "Additional property version is not allowed",
        },
      ]);
    const model = simModels.find(({ ref, versions }) => ref === named && versions.length === 0);
    return model ? { model, version: "hidden" } : notFound();
  }
  if (version === undefined)
    return invalidFields([{ type: "required", field: "version", description: "version is required" }]);
  const [ref, hash] = version.includes("/") ? version.split(":", 2) : [undefined, version];
  const model = simModels.find((known) =>
    hash
      ? known.versions.includes(hash) && (!ref || known.ref === ref)
      : known.ref === ref && !known.versions[0],
  );
  return model ? { model, version: hash ?? "hidden" } : noSuchVersion();
}

function ask(prediction: SimPrediction | undefined): SimOutcome {
  if (!prediction || prediction.scenario.name === "poll_404") return notFound();
  prediction.asked += 1;
  if (prediction.asked === 1)
    switch (prediction.scenario.name) {
      case "poll_429":
        return throttled();
      case "poll_503":
        return problem(503, "Service unavailable", "The service is temporarily unavailable.");
      case "poll_html_502":
        return {
          status: 502,
          headers: { "content-type": "text/html" },
          body: "<html>502 Bad Gateway</html>",
        };
      case "poll_reset":
        return RESET;
    }
  return { status: 200, body: viewOf(prediction) };
}

function cancel(prediction: SimPrediction | undefined, machine: Machine): SimOutcome {
  if (!prediction) return notFound();
  if (!hasEnded(prediction)) {
    prediction.canceledAfterMs = ageMs(prediction);
    void machine.webhooks.completed(prediction);
  }
  return { status: 200, body: viewOf(prediction) };
}
