import { randomUUID } from "node:crypto";
import type { Scenario } from "../kit/scenario";
import type { SimReply } from "../kit/server";
import type { Plan } from "./orders";
import { refuse, wordsOf } from "./refusals";

const MAX_TASKS = 2_000;
const MAX_HELD_BYTES = 256 * 1024 * 1024;
const QUEUE_MS = 500;
const FIRST_PICTURE_MS = 1_800;
const NEXT_PICTURE_MS = 500;

interface Task {
  id: string;
  prompt: string;
  scenario: Scenario;
  createdMs: number;
  polls: number;
  /** The order, until the first answer that shows the end; then that answer. */
  work: { plan: Plan } | { reply: SimReply };
}

/** Puts a picture of a plan into the bucket and tells its address. */
export type Publish = (plan: Plan, index: number, scenario: string) => string;

/** How long the pictures of a plan take, in milliseconds. */
export const workMs = (plan: Plan, scenario: Scenario): number =>
  FIRST_PICTURE_MS +
  NEXT_PICTURE_MS * (plan.count - 1) +
  (scenario.name === "ok_slow" ? Number(scenario.argument) || 0 : 0);

/** The asynchronous orders, newest 2 000; fewer while unfinished ones hold large pictures. */
export function taskStore(speed: number) {
  const tasks = new Map<string, Task>();
  let heldBytes = 0;

  const held = ({ work }: Task): number => ("plan" in work ? work.plan.heldBytes : 0);

  function open(plan: Plan, scenario: Scenario): SimReply {
    const { prompt } = plan;
    const task: Task = {
      id: randomUUID(),
      prompt,
      scenario,
      createdMs: Date.now(),
      polls: 0,
      work: { plan },
    };
    tasks.set(task.id, task);
    heldBytes += plan.heldBytes;
    for (const oldest of tasks.values()) {
      if (oldest === task || (tasks.size <= MAX_TASKS && heldBytes <= MAX_HELD_BYTES)) break;
      tasks.delete(oldest.id);
      heldBytes -= held(oldest);
    }
    const output = { task_id: task.id, task_status: "PENDING" };
    return { status: 200, body: { output, request_id: randomUUID() } };
  }

  function tell(id: string, publish: Publish): SimReply {
    const task = tasks.get(id);
    const name = task?.scenario.name;
    if (!task || name === "unknown") return status(id, "UNKNOWN");
    task.polls += 1;
    if (name === "poll_500_once" && task.polls === 1) return refuse("InternalError");
    if (name === "canceled") return status(id, "CANCELED");
    if ("reply" in task.work) return task.work.reply;
    const { plan } = task.work;
    const ageMs = (Date.now() - task.createdMs) * speed;
    if (name === "stay_pending" || ageMs < QUEUE_MS) return status(id, "PENDING", timesOf(task));
    if (name === "stay_running" || ageMs < QUEUE_MS + workMs(plan, task.scenario))
      return status(id, "RUNNING", timesOf(task));
    heldBytes -= plan.heldBytes;
    const reply = end(task, plan, publish);
    task.work = { reply };
    return reply;
  }

  const all = () => [...tasks.values()].map(({ id, prompt }) => ({ id, prompt }));

  return { open, tell, all };
}

function end(task: Task, plan: Plan, publish: Publish): SimReply {
  const { id, scenario } = task;
  const times = { ...timesOf(task), end_time: beijingTime(Date.now()) };
  const code =
    scenario.name === "failed"
      ? (scenario.argument ?? "InternalError")
      : scenario.name === "partial" && plan.count === 1
        ? "DataInspectionFailed"
        : undefined;
  if (code) return status(id, "FAILED", { ...times, code, message: wordsOf(code) });
  const made = scenario.name === "empty_data" ? 0 : plan.count - (scenario.name === "partial" ? 1 : 0);
  const urls = Array.from({ length: made }, (_, index) => publish(plan, index, scenario.name));
  const refused =
    scenario.name === "partial"
      ? [{ code: "DataInspectionFailed", message: wordsOf("DataInspectionFailed") }]
      : [];
  const actual = scenario.name === "rewritten" ? `${plan.prompt}, highly detailed` : plan.prompt;
  const pictures =
    plan.shape === "results"
      ? {
          results: [
            ...urls.map((url) => ({ orig_prompt: plan.prompt, actual_prompt: actual, url })),
            ...refused,
          ],
          task_metrics: { TOTAL: plan.count, SUCCEEDED: made, FAILED: plan.count - made },
        }
      : { choices: choicesOf(urls), finished: true };
  return status(id, "SUCCEEDED", { ...times, ...pictures }, { usage: { image_count: made } });
}

/** Finished pictures as the newer endpoints write them, one choice each. */
export const choicesOf = (urls: readonly string[]) =>
  urls.map((image) => ({
    finish_reason: "stop",
    message: { role: "assistant", content: [{ type: "image", image }] },
  }));

const status = (id: string, task_status: string, more: object = {}, beside: object = {}): SimReply => ({
  status: 200,
  body: { request_id: randomUUID(), output: { task_id: id, task_status, ...more }, ...beside },
});

const timesOf = (task: Task) => ({
  submit_time: beijingTime(task.createdMs),
  scheduled_time: beijingTime(task.createdMs + 20),
});

const beijingTime = (ms: number): string =>
  new Date(ms + 8 * 3_600_000).toISOString().replace("T", " ").replace("Z", "");
