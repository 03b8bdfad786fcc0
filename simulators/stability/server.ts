import { type Scenario, scenarioOf } from "@/simulators/kit/scenario";
import {
  formOf,
  RESET,
  type SimOutcome,
  type SimReply,
  type SimRequest,
  type Simulator,
  startSimulator,
  takeTime,
} from "@/simulators/kit/server";
import { type Endpoint, endpoints } from "./endpoints";
import { checkOrder } from "./order";
import { blurred, type Painting } from "./painting";
import { createResults, type Results } from "./results";
import { troubleAtResult, troubleBefore, troubleInstead } from "./troubles";
import { refuse } from "./words";

const CREATE = "/v2beta/stable-image/";
const RESULT = "/v2beta/results/";
const POLL_INTERVAL_MS = 10_000;
/** Clocks of two machines are never quite together. */
const POLL_TOLERANCE_MS = 250;
const BALANCE = 997.25;
const MAX_REMEMBERED = 2_000;

interface Desk {
  speed: number;
  results: Results;
  /** Orders that have failed once, where they are to fail once only. */
  failedOnce: Set<string>;
}

/**
 * Stability AI's REST API v2beta on loopback: bytes and JSON answers, one polled endpoint, refusals in the vendor's
 * words. `speed` divides every wait, the polling interval as well.
 */
export function startStabilitySimulator({
  port,
  speed = 1,
}: {
  port?: number;
  speed?: number;
} = {}): Promise<Simulator> {
  const desk: Desk = { speed, results: createResults(), failedOnce: new Set() };
  return startSimulator({
    name: "stability",
    ...(port === undefined ? {} : { port }),
    handle: (request) => handle(request, desk),
    jobs: () =>
      desk.results.all().map(([id, { painting }]) => ({ id, prompt: painting.fields.prompt ?? "" })),
  });
}

async function handle(request: SimRequest, desk: Desk): Promise<SimOutcome> {
  const apiKey = /^Bearer (sim-\S*)$/.exec(request.headers.get("authorization") ?? "")?.[1];
  if (!apiKey) return refuse("unauthorized");
  const { method, path } = request;
  if (method === "GET" && path === "/v1/user/balance") return balance(apiKey);
  if (method === "GET" && path.startsWith(RESULT)) return result(request, apiKey, desk);
  const endpoint = path.startsWith(CREATE) ? endpoints[path.slice(CREATE.length)] : undefined;
  if (method === "POST" && endpoint) return create(request, apiKey, endpoint, desk);
  return refuse("not_found");
}

function balance(apiKey: string): SimOutcome {
  const scenario = scenarioOf({ apiKey });
  if (scenario.name === "quota") return { status: 200, body: { credits: 0 } };
  if (scenario.name === "policy") return { status: 200, body: { credits: BALANCE } };
  if (scenario.name === "malformed_json") return troubleInstead(scenario) ?? RESET;
  return troubleBefore(scenario) ?? { status: 200, body: { credits: BALANCE } };
}

async function create(
  request: SimRequest,
  apiKey: string,
  endpoint: Endpoint,
  desk: Desk,
): Promise<SimOutcome> {
  const form = await formOf(request);
  const prompt = form?.get("prompt");
  const text = typeof prompt === "string" ? prompt : "";
  const scenario = scenarioOf({ apiKey, prompt: text });
  const before = troubleBefore(scenario);
  if (before) return before;
  if (scenario.name === "500_then_ok" && firstTime(desk, `${apiKey} ${request.path} ${text}`))
    return refuse("internal_error");

  const checked = await checkOrder(request, form, endpoint);
  if ("refusal" in checked) return checked.refusal;
  const { painting } = checked;
  const takesMs = scenario.name === "ok_slow" ? Number(scenario.argument ?? 30_000) : endpoint.takesMs;
  if (endpoint.later) {
    const readyAt = Date.now() + takesMs / desk.speed;
    const id = desk.results.add({ apiKey, endpoint, painting, scenario, readyAt, troubled: false });
    if (scenario.name === "reset_after_body") return RESET;
    if (scenario.name === "malformed_json")
      return { status: 200, headers: JSON_TYPE, body: `{"id":"${id.slice(9)}` };
    return { status: 200, body: { id } };
  }
  await takeTime(takesMs, desk.speed);
  if (scenario.name === "reset_after_body") return RESET;
  return picture({ request, endpoint, painting, scenario });
}

const JSON_TYPE = { "content-type": "application/json" };

function firstTime({ failedOnce }: Desk, order: string): boolean {
  if (failedOnce.has(order)) return false;
  failedOnce.add(order);
  const oldest = failedOnce.values().next().value;
  if (failedOnce.size > MAX_REMEMBERED && oldest !== undefined) failedOnce.delete(oldest);
  return true;
}

async function result(request: SimRequest, apiKey: string, desk: Desk): Promise<SimOutcome> {
  const id = request.path.slice(RESULT.length);
  if (!/^[0-9a-f]{64}$/.test(id)) return refuse("bad_request", ["id: must be 64 hexadecimal characters"]);
  const accept = request.headers.get("accept") ?? "*/*";
  if (!["*/*", "image/*", "application/json"].includes(accept))
    return refuse("bad_request", ["accept: must be one of [*/*, application/json]"]);
  const task = desk.results.find(id);
  if (!task || task.apiKey !== apiKey) return refuse("not_found");
  const now = Date.now();
  const interval = (POLL_INTERVAL_MS - POLL_TOLERANCE_MS) / desk.speed;
  if (task.askedAt !== undefined && now - task.askedAt < interval) return refuse("rate_limit_exceeded");
  task.askedAt = now;
  const trouble = troubleAtResult(task.scenario, !task.troubled);
  task.troubled = true;
  if (trouble) return trouble;
  if (now < task.readyAt) return { status: 202, body: { id, status: "in-progress" } };
  return picture({ request, ...task });
}

interface Finished {
  request: SimRequest;
  endpoint: Endpoint;
  painting: Painting;
  scenario: Scenario;
}

async function picture({ request, endpoint, painting, scenario }: Finished): Promise<SimReply | SimOutcome> {
  const instead = troubleInstead(scenario);
  if (instead) return instead;
  const isFiltered = scenario.name === "filtered_header" || scenario.name === "filtered_body";
  const painted = await endpoint.paint(painting);
  const bytes = isFiltered ? await blurred(painted) : painted;
  const finish = isFiltered ? "CONTENT_FILTERED" : "SUCCESS";
  const type = `image/${isFiltered ? "png" : (painting.fields.output_format ?? "png")}`;
  const seed = endpoint.seeded ? painting.seed : undefined;
  if (scenario.name === "filtered_body" || request.headers.get("accept") === "application/json")
    return {
      status: 200,
      headers: { "content-type": `application/json; type=${type}` },
      body: { image: bytes.toString("base64"), finish_reason: finish, seed },
    };
  const shown = scenario.name === "wrong_content_type_image" ? "text/html" : type;
  return {
    status: 200,
    headers: {
      "content-type": shown,
      "finish-reason": finish,
      ...(seed === undefined ? {} : { seed: `${seed}` }),
    },
    body: bytes,
  };
}
