import { createHash, randomUUID } from "node:crypto";
import type { Scenario } from "@/simulators/kit/scenario";
import type { Dialect } from "./dialects";
import type { Recipe } from "./pictures";
import { PICTURES } from "./pictures";

/** Where a task stands. `at` is the part of the whole time after which it gets there. */
interface Stage {
  at: number;
  status: string;
  progress: string | null;
  preview?: boolean;
}

export interface SimTask {
  id: string;
  dialect: Dialect;
  origin: string;
  action: "IMAGINE" | "UPSCALE" | "VARIATION" | "REROLL";
  prompt: string;
  description: string;
  state: string | null;
  mode: string | null;
  notifyHook: string | null;
  scenario: Scenario;
  recipe: Recipe;
  /** Ends the task instead of a picture. */
  failReason: string | null;
  submitTime: number;
  jobId: string;
  stages: Stage[];
  stage: number;
  /** Waits for `/submit/modal` and does not move. */
  window: boolean;
}

export type NewTask = Omit<SimTask, "id" | "submitTime" | "jobId" | "stages" | "stage">;

const CHANNEL = "1118138338562560102";
const LINK_LIFETIME_S = 86_400;
const MAX_TASKS = 2_000;
const TOTAL_MS = { IMAGINE: 6_000, VARIATION: 5_000, REROLL: 5_000, UPSCALE: 2_500 };

export interface TaskStore {
  open(task: NewTask): SimTask;
  find(id: string): SimTask | undefined;
  all(): SimTask[];
  byDescription(description: string): SimTask | undefined;
  /** Confirms a window: the task starts to move. */
  start(task: SimTask): void;
  /** Called when somebody asks for a task; moves it where tasks move by being asked for. */
  asked(task: SimTask): void;
  close(): void;
}

/**
 * Tasks in memory, the 2,000 newest. They move with time (divided by `speed`) or, for tests that look at every
 * stage, by one step each time they are asked for. `changed` is told after each step.
 */
export function taskStore(options: {
  speed: number;
  advance: "time" | "asked";
  changed(task: SimTask): void;
}): TaskStore {
  const tasks = new Map<string, SimTask>();
  const timers = new Set<NodeJS.Timeout>();
  let count = 0;

  const step = (task: SimTask) => {
    if (task.window || task.stage >= task.stages.length - 1) return;
    task.stage += 1;
    options.changed(task);
    if (options.advance === "time") schedule(task);
  };
  const schedule = (task: SimTask) => {
    const [now, next] = [task.stages[task.stage], task.stages[task.stage + 1]];
    if (!now || !next || task.window) return;
    const slow = task.scenario.name === "ok_slow" ? Number(task.scenario.argument) : Number.NaN;
    const totalMs = Number.isFinite(slow) ? slow : TOTAL_MS[task.action];
    const timer = setTimeout(
      () => {
        timers.delete(timer);
        step(task);
      },
      ((next.at - now.at) * totalMs) / options.speed,
    );
    timers.add(timer.unref());
  };

  return {
    open(fresh) {
      count += 1;
      const id = `${Date.now()}${String(count % 1_000).padStart(3, "0")}`;
      const task: SimTask = {
        ...fresh,
        id,
        submitTime: Date.now(),
        jobId: randomUUID(),
        stages: stagesOf(fresh),
        stage: 0,
      };
      tasks.set(id, task);
      const oldest = tasks.keys().next().value;
      if (tasks.size > MAX_TASKS && oldest !== undefined) tasks.delete(oldest);
      if (options.advance === "time") schedule(task);
      return task;
    },
    find: (id) => tasks.get(id),
    all: () => [...tasks.values()],
    byDescription: (description) => [...tasks.values()].find((task) => task.description === description),
    start(task) {
      task.window = false;
      if (options.advance === "time") schedule(task);
    },
    asked(task) {
      if (options.advance === "asked") step(task);
    },
    close: () => timers.forEach((timer) => void clearTimeout(timer)),
  };
}

function stagesOf({ dialect, scenario, failReason }: NewTask): Stage[] {
  const first = scenario.name === "blank_status" || dialect === "new-api" ? "" : "NOT_START";
  const stages: Stage[] = [
    { at: 0, status: first, progress: dialect === "novicezk" ? null : "" },
    { at: 0.06, status: "SUBMITTED", progress: "0%" },
    { at: 0.15, status: "IN_PROGRESS", progress: "0%" },
    { at: 0.3, status: "IN_PROGRESS", progress: "16%", preview: true },
    { at: 0.5, status: "IN_PROGRESS", progress: "46%", preview: true },
    { at: 0.75, status: "IN_PROGRESS", progress: "85%", preview: true },
  ];
  if (failReason) return [...stages.slice(0, 3), { at: 0.4, status: "FAILURE", progress: "" }];
  if (scenario.name === "stuck_85") return stages;
  const all = [...stages, { at: 1, status: "SUCCESS", progress: "100%" }];
  return scenario.name === "empty_progress" ? all.map((stage) => ({ ...stage, progress: "" })) : all;
}

/** How a file of a task is addressed on Discord's servers: the signed query must come back as it is. */
export function signedQuery(task: SimTask, file: string): [string, string][] {
  const issued = Math.floor(task.submitTime / 1_000);
  const hm = createHash("sha256").update(`${task.jobId}/${file}`).digest("hex");
  return [
    ["ex", (issued + LINK_LIFETIME_S).toString(16)],
    ["is", issued.toString(16)],
    ["hm", hm],
  ];
}

const fileAddress = (task: SimTask, file: string) =>
  `${task.origin}/attachments/${CHANNEL}/${task.id}/${file}?${new URLSearchParams(signedQuery(task, file))}`;

export const FILE_PATH = new RegExp(`^/attachments/${CHANNEL}/(\\d+)/([\\w.]+)$`);
export const isDone = (task: SimTask): boolean => task.stages[task.stage]?.status === "SUCCESS";

function imageUrlOf(task: SimTask, stage: Stage): string | null {
  const done = stage.status === "SUCCESS";
  if (done && task.scenario.name === "empty_data") return null;
  if (!done && !stage.preview) return task.dialect === "new-api" ? "" : null;
  if (task.dialect === "new-api")
    return `${task.origin}/mj/image/${task.id}${done ? "" : `?rand=${task.submitTime}${task.stage}`}`;
  return fileAddress(task, done ? "picture.png" : "preview.webp");
}

function buttonsOf(task: SimTask): { customId: string; emoji: string; label: string; type: 2; style: 2 }[] {
  const button = (customId: string, label: string) =>
    ({ customId, emoji: "", label, type: 2, style: 2 }) as const;
  if (!isDone(task) || task.scenario.name === "no_buttons") return [];
  if (task.action === "UPSCALE")
    return ["subtle", "creative"].map((kind) =>
      button(`MJ::JOB::upsample_v7_2x_${kind}::1::${task.jobId}::SOLO`, `Upscale (${kind})`),
    );
  return [
    ...PICTURES.map((i) => button(`MJ::JOB::upsample::${i}::${task.jobId}`, `U${i}`)),
    button(`MJ::JOB::reroll::0::${task.jobId}::SOLO`, ""),
    ...PICTURES.map((i) => button(`MJ::JOB::variation::${i}::${task.jobId}`, `V${i}`)),
  ];
}

/** A task as its dialect shows it. */
export function viewOf(task: SimTask): Record<string, unknown> {
  const stage = task.stages[task.stage] ?? { at: 0, status: "", progress: "" };
  const ended = stage.status === "SUCCESS" || stage.status === "FAILURE";
  const cut = isDone(task) && task.dialect === "trueai" && task.scenario.name === "single_images";
  return {
    id: task.id,
    action: task.action,
    status: task.window ? "MODAL" : stage.status,
    prompt: task.prompt,
    promptEn: task.prompt,
    description: task.description,
    state: task.state,
    submitTime: task.submitTime,
    startTime: task.stage > 0 ? task.submitTime + 1 : null,
    finishTime: ended ? task.submitTime + 2 : null,
    progress: stage.progress,
    imageUrl: imageUrlOf(task, stage),
    failReason: stage.status === "FAILURE" ? task.failReason : null,
    properties: { finalPrompt: task.prompt },
    ...(task.dialect === "novicezk" ? {} : { buttons: buttonsOf(task) }),
    ...(task.dialect === "trueai"
      ? {
          botType: "MID_JOURNEY",
          mode: task.mode,
          imageUrls: cut ? PICTURES.map((i) => ({ url: fileAddress(task, `picture_0_${i - 1}.png`) })) : null,
        }
      : {}),
  };
}
