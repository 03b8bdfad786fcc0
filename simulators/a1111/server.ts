import type { z } from "zod";
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
} from "../kit/server";
import { type Machine, startMachine } from "./machine";
import { drawFromPicture, drawFromWords, type Play, upscaleOne } from "./orders";
import {
  checkpoints,
  crashed,
  extras,
  fieldErrors,
  imageToImage,
  notReadable,
  textToImage,
  unknownNames,
  unknownUpscaler,
} from "./words";

export interface A1111SimulatorOptions {
  port?: number;
  /** Divides all artificial latencies. */
  speed?: number;
  /** `none` plays a server that was started without --api-auth. */
  auth?: "basic" | "none";
}

const PNG_SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
/** 48 KiB is a multiple of three, so the pieces of base64 can be put behind each other. */
const PIECE_BYTES = 48 * 1024;
const HUGE_BYTES = 80 * 1024 * 1024;
const MAX_REMEMBERED = 2_000;

/** An AUTOMATIC1111 web UI with `--api --api-auth`: every user whose name begins with `sim-` may enter. */
export function startA1111Simulator({
  port,
  speed = 1,
  auth = "basic",
}: A1111SimulatorOptions = {}): Promise<Simulator> {
  const machine = startMachine(speed);
  const failedOnce = new Set<string>();
  const handle = async (request: SimRequest): Promise<SimOutcome> => {
    if (!request.path.startsWith("/sdapi/v1/")) return { status: 404, body: { detail: "Not Found" } };
    const user = auth === "none" ? "" : userOf(request);
    if (user === null) return unauthorized("Not authenticated");
    if (auth === "basic" && !user.startsWith("sim-")) return unauthorized("Incorrect username or password");
    return route(request, { user, machine, failedOnce });
  };
  return startSimulator({ name: "a1111", port, handle });
}

interface Visit {
  user: string;
  machine: Machine;
  failedOnce: Set<string>;
}

function route(request: SimRequest, visit: Visit): Promise<SimOutcome> | SimOutcome {
  switch (`${request.method} ${request.path.slice("/sdapi/v1/".length)}`) {
    case "POST txt2img":
      return order(request, visit, textToImage, drawFromWords, unknownNames);
    case "POST img2img":
      return order(request, visit, imageToImage, drawFromPicture, unknownNames);
    case "POST extra-single-image":
      return order(request, visit, extras, upscaleOne, ({ upscaler_1 }) => unknownUpscaler(upscaler_1));
    case "GET sd-models":
      return troubleOf(scenarioOf({ apiKey: visit.user })) ?? { status: 200, body: checkpoints };
    case "GET progress":
      return visit.machine
        .progress(request.query.get("skip_current_image") === "true")
        .then((body) => ({ status: 200, body }));
    case "POST interrupt":
      visit.machine.interrupt();
      return { status: 200, body: {} };
    default:
      return { status: 404, body: { detail: "Not Found" } };
  }
}

/** The user name of HTTP Basic; null without one. */
function userOf(request: SimRequest): string | null {
  const [, encoded] = /^Basic ([\w+/=]+)$/.exec(request.headers.get("authorization") ?? "") ?? [];
  const pair = encoded ? Buffer.from(encoded, "base64").toString("utf8") : "";
  return pair.includes(":") ? pair.slice(0, pair.indexOf(":")) : null;
}

const unauthorized = (detail: string): SimReply => ({
  status: 401,
  headers: { "www-authenticate": "Basic" },
  body: { error: "HTTPException", detail, body: "", errors: "" },
});

async function order<Words>(
  request: SimRequest,
  { user, machine, failedOnce }: Visit,
  schema: z.ZodType<Words>,
  work: (words: Words, play: Play) => Promise<SimReply>,
  refusal: (words: Words) => SimReply | undefined,
): Promise<SimOutcome> {
  if (!request.headers.get("content-type")?.startsWith("application/json")) return notReadable;
  const body = jsonOf(request);
  if (body === undefined) return notReadable;
  const read = schema.safeParse(body);
  if (!read.success) return fieldErrors(read.error);
  const unknown = refusal(read.data);
  if (unknown) return unknown;
  const prompt = promptOf(read.data);
  const scenario = scenarioOf({ apiKey: user, prompt });
  const trouble = troubleOf(scenario);
  if (trouble) return trouble;
  if (scenario.name === "500_then_ok" && !failedOnce.has(prompt)) {
    if (failedOnce.size < MAX_REMEMBERED) failedOnce.add(prompt);
    return crashed("OutOfMemoryError", "CUDA out of memory. Tried to allocate 2.00 GiB");
  }
  const slowMs = scenario.name === "ok_slow" ? Number(scenario.argument ?? 10_000) : undefined;
  const working = work(read.data, { machine, slowMs, leaveOut: scenario.name === "fewer" ? 1 : 0 });
  if (scenario.name !== "reset_after_body") return working;
  void working.catch(() => undefined);
  return RESET;
}

const promptOf = (words: unknown): string =>
  words instanceof Object && "prompt" in words ? String(words.prompt) : "";

/** Troubles that do not look at the order. The server has neither a filter nor a bill: `policy` and `quota` play `ok`. */
function troubleOf({ name, argument }: Scenario): SimOutcome | undefined {
  switch (name) {
    case "auth_401":
      return unauthorized("Incorrect username or password");
    case "429_retry_after":
      return {
        status: 429,
        headers: { "retry-after": argument || "1" },
        body: { detail: "Too Many Requests" },
      };
    case "429_no_header":
      return { status: 429, body: { detail: "Too Many Requests" } };
    case "503":
      return {
        status: 503,
        headers: { "content-type": "text/html" },
        body: "<h1>503 Service Unavailable</h1>",
      };
    case "hang":
      return HANG;
    case "malformed_json":
      return { status: 200, headers: { "content-type": "application/json" }, body: '{"images":["iVBORw0' };
    case "html_502":
      return { status: 502, headers: { "content-type": "text/html" }, body: "<h1>502 Bad Gateway</h1>" };
    case "empty_data":
      return { status: 200, body: { images: [], parameters: {}, info: "{}" } };
    case "422_detail": {
      const detail = [
        { loc: ["body", "width"], msg: "value is not a valid integer", type: "type_error.integer" },
      ];
      return { status: 422, body: { detail } };
    }
    case "nans":
      return crashed("NansException", "A tensor with all NaNs was produced in Unet.");
    case "huge_image":
      return { status: 200, headers: { "content-type": "application/json" }, stream: hugePicture };
    default:
      return undefined;
  }
}

async function hugePicture(write: (chunk: string) => Promise<void>): Promise<void> {
  const zeros = Buffer.alloc(PIECE_BYTES);
  const first = Buffer.concat([PNG_SIGNATURE, zeros.subarray(PNG_SIGNATURE.length)]);
  await write('{"parameters":{},"info":"{}","images":["');
  await write(first.toString("base64"));
  const piece = zeros.toString("base64");
  for (let sent = PIECE_BYTES; sent < HUGE_BYTES; sent += PIECE_BYTES) await write(piece);
  await write('"]}');
}
