import { scenarioOf } from "@/simulators/kit/scenario";
import {
  jsonOf,
  type SimOutcome,
  type SimRequest,
  type Simulator,
  startSimulator,
  takeTime,
} from "@/simulators/kit/server";
import { listBody } from "./bodies";
import { callerOf, type Dialect, noRoute, reply, unauthorized, unknownTask } from "./dialects";
import { pictureOf, previewOf, resultOf } from "./pictures";
import { action, change, type Desk, imagine, modal, simpleChange } from "./submits";
import { FILE_PATH, isDone, type SimTask, signedQuery, type TaskStore, taskStore, viewOf } from "./tasks";
import { type FailedOnce, serverTrouble } from "./troubles";

const SUBMIT_MS = 250;
const HUGE_BYTES = 80 * 1024 * 1024;
const PNG_SIGNATURE = Buffer.from("89504e470d0a1a0a", "hex");

export interface MidjourneySimulatorOptions {
  port?: number;
  /** Divides all waiting. */
  speed?: number;
  /** Without it the key tells: `trueai` or `newapi` in it, otherwise novicezk. */
  dialect?: Dialect;
  /** Tasks move with time, or one step each time they are fetched. */
  advance?: "time" | "asked";
}

/** Which submit routes a dialect has; of the protocol's others (describe, blend, …) we use none. */
const routes: Record<Dialect, readonly string[]> = {
  novicezk: ["imagine", "change", "simple-change"],
  trueai: ["imagine", "action", "modal"],
  "new-api": ["imagine", "change", "simple-change", "action", "modal"],
};

/** A midjourney-proxy of any of the three dialects, with the Discord file server in the same place. */
export async function startMidjourneySimulator({
  port,
  speed = 1,
  dialect: fixed,
  advance = "time",
}: MidjourneySimulatorOptions = {}): Promise<Simulator> {
  const tasks = taskStore({ speed, advance, changed: tellHook });
  const failedOnce: FailedOnce = new Set();
  const desk: Desk = { tasks, failedOnce };

  const submit = async (
    route: string,
    mode: string | null,
    request: SimRequest,
    dialect: Dialect,
    key: string,
  ) => {
    if (!routes[dialect].includes(route)) return noRoute(dialect, request);
    if (!request.headers.get("content-type")?.startsWith("application/json"))
      return { status: 415, body: "Unsupported Media Type" };
    await takeTime(SUBMIT_MS, speed);
    const order = { dialect, key, origin: request.origin, mode, body: jsonOf(request) };
    if (route === "imagine") return imagine(desk, order);
    if (route === "change") return change(desk, order);
    if (route === "simple-change") return simpleChange(desk, order);
    return route === "action" ? action(desk, order) : modal(desk, order);
  };

  const handle = async (request: SimRequest): Promise<SimOutcome> => {
    const file = await fileOf(request, tasks);
    if (file) return file;
    const { dialect, key } = callerOf(request, fixed);
    const [, mode, path] = /^(?:\/mj-(fast|turbo|relax))?\/mj\/(.+)$/.exec(request.path) ?? [];
    if (!path || (mode && dialect === "novicezk")) return noRoute(dialect, request);
    if (!key || scenarioOf({ apiKey: key }).name === "auth_401") return unauthorized(dialect);
    const route = `${request.method} ${path.replace(/^task\/[^/]+\//, "task/{id}/")}`;
    const id = /^task\/([^/]+)\//.exec(path)?.[1] ?? "";
    if (route.startsWith("POST submit/"))
      return submit(path.slice("submit/".length), mode?.toUpperCase() ?? null, request, dialect, key);
    if (route === "POST task/list-by-condition") return listOf(request, dialect, key, tasks);
    if (route === "GET task/{id}/fetch") return fetchOf(id, dialect, key, tasks, failedOnce);
    if (route === "POST task/{id}/cancel" && dialect === "trueai") return cancelOf(id, tasks);
    if (route === "GET task/{id}/image-seed" && dialect !== "novicezk") return seedOf(id, dialect, tasks);
    return noRoute(dialect, request);
  };

  const simulator = await startSimulator({
    name: "midjourney",
    port,
    handle,
    jobs: () => tasks.all().map(({ id, prompt }) => ({ id, prompt })),
  });
  return {
    ...simulator,
    close: () => {
      tasks.close();
      return simulator.close();
    },
  };
}

function listOf(request: SimRequest, dialect: Dialect, key: string, tasks: TaskStore): SimOutcome {
  const trouble = serverTrouble(scenarioOf({ apiKey: key }).name);
  if (trouble) return trouble;
  const body = listBody.safeParse(jsonOf(request));
  if (!body.success) return reply(dialect, { code: 4, description: "参数错误" });
  return {
    status: 200,
    body: body.data.ids.flatMap((id) => {
      const task = tasks.find(id);
      return task ? [viewOf(task)] : [];
    }),
  };
}

function fetchOf(
  id: string,
  dialect: Dialect,
  key: string,
  tasks: TaskStore,
  failedOnce: FailedOnce,
): SimOutcome {
  const task = tasks.find(id);
  const { name } = scenarioOf({ apiKey: key, prompt: task?.prompt });
  if (!task || name === "fetch_null" || name === "task_no_found") return unknownTask(dialect);
  if (name === "poll_html_502" && !failedOnce.has(id)) {
    failedOnce.add(id);
    return serverTrouble("html_502") ?? { status: 502 };
  }
  const shown = viewOf(task);
  tasks.asked(task);
  return { status: 200, body: shown };
}

function cancelOf(id: string, tasks: TaskStore): SimOutcome {
  const task = tasks.find(id);
  if (task && !isDone(task)) {
    task.window = false;
    task.failReason = "取消任务";
    task.stages = [{ at: 0, status: "FAILURE", progress: "" }];
    task.stage = 0;
    tellHook(task);
  }
  return { status: 200 };
}

function seedOf(id: string, dialect: Dialect, tasks: TaskStore): SimOutcome {
  const task = tasks.find(id);
  if (task?.recipe.kind !== "grid") return reply(dialect, { code: 3, description: "关联任务不存在或已失效" });
  return reply(dialect, { code: 1, description: "成功", result: String(task.recipe.seed) });
}

/** Posts a task to its hook: unsigned, never again if it fails; `hook_noise` repeats and tells the past late. */
function tellHook(task: SimTask): void {
  if (!task.notifyHook) return;
  const { notifyHook } = task;
  const now = viewOf(task);
  const noisy = task.scenario.name === "hook_noise";
  const past = { ...now, status: "IN_PROGRESS", progress: "16%", finishTime: null };
  for (const body of noisy ? [now, now, past] : [now])
    void fetch(notifyHook, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(5_000),
    }).catch(() => undefined);
}

/** The file servers need no key: Discord's with its signed query, new-api's own with none. */
async function fileOf(request: SimRequest, tasks: TaskStore): Promise<SimOutcome | undefined> {
  const forwarded = /^\/mj\/image\/(\d+)$/.exec(request.path)?.[1];
  const [, stored, name] = FILE_PATH.exec(request.path) ?? [];
  const id = forwarded ?? stored;
  if (request.method !== "GET" || !id) return undefined;
  const task = tasks.find(id);
  if (!task) return { status: 404, body: "This content is no longer available." };
  const file = name ?? (request.query.has("rand") ? "preview.webp" : "picture.png");
  const asked = JSON.stringify([...request.query]);
  if (!forwarded && asked !== JSON.stringify(signedQuery(task, file))) return { status: 403 };
  if (file === "preview.webp")
    return { status: 200, headers: { "content-type": "image/webp" }, body: await previewOf(task.recipe) };
  return pictureReply(task, file);
}

async function pictureReply(task: SimTask, file: string): Promise<SimOutcome> {
  switch (task.scenario.name) {
    case "url_expired_403":
      return { status: 403 };
    case "url_redirect":
      return { status: 302, headers: { location: "http://169.254.169.254/latest/meta-data" } };
    case "picture_503":
      return { status: 503 };
    case "html_picture":
      return { status: 200, headers: { "content-type": "image/png" }, body: "<html>Just a moment...</html>" };
    case "huge_image":
      return {
        status: 200,
        headers: { "content-type": "image/png" },
        stream: async (write) => {
          await write(PNG_SIGNATURE);
          const zeros = Buffer.alloc(1024 * 1024);
          for (let sent = 0; sent < HUGE_BYTES; sent += zeros.length) await write(zeros);
        },
      };
  }
  const single = /^picture_0_([0-3])\.png$/.exec(file)?.[1];
  const body = single ? await pictureOf(task.recipe, Number(single) + 1) : await resultOf(task.recipe);
  const type = task.scenario.name === "wrong_content_type_image" ? "text/html" : "image/png";
  return { status: 200, headers: { "content-type": type }, body };
}
