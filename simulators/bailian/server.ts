import { randomUUID } from "node:crypto";
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
import { chat, chatError, chatPrompt } from "./chat";
import { messagePlan } from "./message-models";
import { toolboxPlan, wordsPlan } from "./old-models";
import type { Plan } from "./orders";
import { Refused, refuse, wordsOf } from "./refusals";
import { resultStore } from "./results";
import { choicesOf, type Publish, taskStore, workMs } from "./tasks";

const AIGC = "/api/v1/services/aigc";
const CHAT_MS = 900;
const MAX_REMEMBERED = 2_000;

interface Endpoint {
  deferred: boolean;
  read(body: unknown): Promise<Plan>;
}

const endpoints: Readonly<Record<string, Endpoint>> = {
  [`${AIGC}/multimodal-generation/generation`]: {
    deferred: false,
    read: (body) => messagePlan(body, "sync"),
  },
  [`${AIGC}/image-generation/generation`]: { deferred: true, read: (body) => messagePlan(body, "async") },
  [`${AIGC}/text2image/image-synthesis`]: { deferred: true, read: wordsPlan },
  [`${AIGC}/image2image/image-synthesis`]: { deferred: true, read: toolboxPlan },
};

/** Aliyun Bailian on loopback. `speed` divides the time that pictures take. */
export function startBailianSimulator({
  port,
  speed = 1,
}: {
  port?: number;
  speed?: number;
} = {}): Promise<Simulator> {
  const tasks = taskStore(speed);
  const results = resultStore();
  const failedOnce = new Set<string>();

  async function handle(request: SimRequest): Promise<SimOutcome> {
    if (request.method === "GET" && request.path.startsWith("/result/")) return results.serve(request);
    const compatible = request.path === "/compatible-mode/v1/chat/completions";
    const key = /^Bearer (\S+)$/.exec(request.headers.get("authorization") ?? "")?.[1] ?? "";
    const refusal = gate(request, key, compatible);
    if (refusal) return refusal;
    const publish: Publish = (plan, index, scenario) => results.put(request.origin, plan, index, scenario);
    const taskId = /^\/api\/v1\/tasks\/([\w-]+)$/.exec(request.path)?.[1];
    if (request.method === "GET" && taskId)
      return trouble(scenarioOf({ apiKey: key })) ?? tasks.tell(taskId, publish);
    if (request.method === "POST" && compatible) return talk(request, key, speed);
    const endpoint = Object.hasOwn(endpoints, request.path) ? endpoints[request.path] : undefined;
    if (request.method === "POST" && endpoint) return create(request, endpoint, key, publish);
    return { status: 404, body: { status: 404, error: "Not Found", path: request.path } };
  }

  async function create(
    request: SimRequest,
    endpoint: Endpoint,
    key: string,
    publish: Publish,
  ): Promise<SimOutcome> {
    const unfit = wrongMode(request, endpoint);
    if (unfit) return unfit;
    let plan: Plan;
    try {
      plan = await endpoint.read(jsonOf(request));
    } catch (error) {
      if (error instanceof Refused) return error.reply;
      throw error;
    }
    const scenario = scenarioOf({ apiKey: key, prompt: plan.prompt });
    if (scenario.name === "500_then_ok" && !failedOnce.has(plan.prompt)) {
      if (failedOnce.size >= MAX_REMEMBERED) failedOnce.clear();
      failedOnce.add(plan.prompt);
      return refuse("InternalError");
    }
    const known = trouble(scenario);
    if (known) return known;
    const reply = endpoint.deferred ? tasks.open(plan, scenario) : await picturesNow(plan, scenario, publish);
    return scenario.name === "reset_after_body" ? RESET : reply;
  }

  async function picturesNow(plan: Plan, scenario: Scenario, publish: Publish): Promise<SimReply> {
    await takeTime(workMs(plan, scenario), speed);
    const missing = scenario.name === "empty_data" ? plan.count : scenario.name === "partial" ? 1 : 0;
    if (scenario.name === "partial" && plan.count === 1) return refuse("DataInspectionFailed");
    const urls = Array.from({ length: plan.count - missing }, (_, index) =>
      publish(plan, index, scenario.name),
    );
    const { widthPx: width, heightPx: height } = plan;
    return {
      status: 200,
      body: {
        output: { choices: choicesOf(urls) },
        usage: { width, height, image_count: urls.length },
        request_id: randomUUID(),
      },
    };
  }

  return startSimulator({ name: "bailian", port, handle, jobs: tasks.all });
}

/** A create call without the header that its endpoint wants, or with a body that is not JSON. */
function wrongMode(request: SimRequest, endpoint: Endpoint): SimReply | undefined {
  const async = request.headers.get("x-dashscope-async");
  if (endpoint.deferred && async !== "enable")
    return refuse("AccessDenied", { message: "current user api does not support synchronous calls" });
  if (!endpoint.deferred && async !== null)
    return refuse("AccessDenied", { message: "current user api does not support asynchronous calls" });
  if (!request.headers.get("content-type")?.startsWith("application/json"))
    return refuse("InvalidParameter", {
      message: "Required body invalid, please check the request body format.",
    });
  return undefined;
}

/** The compatible mode. */
async function talk(request: SimRequest, key: string, speed: number): Promise<SimOutcome> {
  const body = jsonOf(request);
  const scenario = scenarioOf({ apiKey: key, prompt: chatPrompt(body) });
  const known = trouble(scenario);
  if (known) return "status" in known ? asChatError(known) : known;
  if (scenario.name === "reset_after_body") return RESET;
  await takeTime(CHAT_MS + (scenario.name === "ok_slow" ? Number(scenario.argument) || 0 : 0), speed);
  return chat(body, scenario.name === "empty_data");
}

/** Who may not come in: a wrong key, or a workspace of somebody else. */
function gate(request: SimRequest, key: string, compatible: boolean): SimReply | undefined {
  if (!key.startsWith("sim-"))
    return compatible
      ? chatError(401, "invalid_api_key", "Incorrect API key provided.")
      : refuse("InvalidApiKey");
  const workspace = request.headers.get("x-dashscope-workspace");
  return workspace !== null && !/^(ws|llm)-[\w-]+$/.test(workspace)
    ? refuse("Workspace.AccessDenied")
    : undefined;
}

/** Troubles that come before the order is taken. */
function trouble({ name, argument }: Scenario): SimOutcome | undefined {
  switch (name) {
    case "429_retry_after":
      return refuse("Throttling.RateQuota", { headers: { "retry-after": argument ?? "2" } });
    case "429_no_header":
      return refuse("Throttling");
    case "503":
      return refuse("ModelUnavailable");
    case "hang":
      return HANG;
    case "auth_401":
      return refuse("InvalidApiKey");
    case "quota":
      return refuse("Arrearage");
    case "policy":
      return refuse("DataInspectionFailed");
    case "media_unreadable":
      return refuse("InvalidParameter.DataInspection", {
        message: "Unable to download the media resource during the data inspection process.",
      });
    case "code":
      return refuse(argument ?? "InternalError");
    case "200_with_code":
      return refuse(argument ?? "InvalidParameter", { status: 200 });
    case "malformed_json":
      return { status: 200, headers: { "content-type": "application/json" }, body: '{"output":{"task_id":' };
    case "html_502":
      return {
        status: 502,
        headers: { "content-type": "text/html" },
        body: "<html><body><h1>502 Bad Gateway</h1><hr>nginx</body></html>",
      };
    default:
      return undefined;
  }
}

/** A refusal of the native protocol in the words of the compatible mode. */
function asChatError(reply: SimReply): SimReply {
  const body = reply.body;
  if (typeof body !== "object" || body === null || !("code" in body)) return reply;
  const code = String(body.code);
  const theirs = code === "DataInspectionFailed" ? "data_inspection_failed" : code;
  return chatError(reply.status, theirs, wordsOf(code), reply.headers);
}
