import { scenarioOf } from "../kit/scenario";
import {
  HANG,
  jsonOf,
  type SimOutcome,
  type SimRequest,
  type Simulator,
  startSimulator,
} from "../kit/server";
import { chatCompletions, chatModels } from "./chat";
import { refuse } from "./errors";
import { type Desk, edit, generate } from "./images";
import { moderations } from "./moderations";
import { imageModels } from "./order";
import { resultStore } from "./results";
import { noKey, troubles, wrongKey } from "./troubles";

/**
 * OpenAI on loopback, below `/v1`: images, moderations, chat, models. Keys that contain `compatible` meet another
 * server: a gateway with its own models that takes `response_format`, answers addresses (`relative` ones, or
 * `url_only`, or with `rewriting`, by further words in the key) and has no edits.
 */
export function startOpenaiSimulator(options: { port?: number; speed?: number } = {}): Promise<Simulator> {
  const desk: Desk = { speed: options.speed ?? 1, trouble: troubles(), results: resultStore() };
  return startSimulator({ name: "openai", port: options.port, handle: (request) => handle(request, desk) });
}

async function handle(request: SimRequest, desk: Desk): Promise<SimOutcome> {
  if (request.method === "GET" && request.path.startsWith("/private/")) return desk.results.get(request);
  const route = `${request.method} ${request.path}`;
  const known = routes[route];
  if (!known) return noSuchPath(request);
  const key = /^Bearer (.+)$/.exec(request.headers.get("authorization") ?? "")?.[1];
  if (!key) return noKey();
  if (!key.startsWith("sim-")) return wrongKey(key);
  return known(request, key, desk);
}

type Handler = (request: SimRequest, key: string, desk: Desk) => Promise<SimOutcome> | SimOutcome;

const routes: Record<string, Handler> = {
  "POST /v1/images/generations": generate,
  "POST /v1/images/edits": (request, key, desk) =>
    key.includes("compatible") ? noSuchPath(request) : edit(request, key, desk),
  "POST /v1/moderations": (request, key, desk) => {
    const scenario = scenarioOf({ apiKey: key });
    return desk.trouble(scenario, JSON.stringify(jsonOf(request))) ?? moderations(request);
  },
  "POST /v1/chat/completions": chatCompletions,
  "GET /v1/models": (_, key, desk) => {
    const scenario = scenarioOf({ apiKey: key });
    if (scenario.name === "hang") return HANG;
    return desk.trouble(scenario, "models") ?? listModels(key);
  },
};

const noSuchPath = ({ method, path }: SimRequest) =>
  refuse(404, { message: `Invalid URL (${method} ${path})`, type: "invalid_request_error" });

function listModels(key: string): SimOutcome {
  const ids = key.includes("compatible")
    ? ["simulated-diffusion", "dall-e-3"]
    : [...imageModels, ...chatModels, "omni-moderation-latest"];
  const data = ids.map((id) => ({ id, object: "model", created: 1_760_000_000, owned_by: "system" }));
  return { status: 200, body: { object: "list", data } };
}
