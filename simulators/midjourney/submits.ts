import { look } from "@/simulators/kit/pictures";
import { type Scenario, scenarioOf } from "@/simulators/kit/scenario";
import { RESET, type SimOutcome } from "@/simulators/kit/server";
import { actionBody, changeBody, imagineBodyOf, modalBody, simpleChangeBody } from "./bodies";
import { type Dialect, reply } from "./dialects";
import { quarterSize } from "./pictures";
import { parsePrompt } from "./prompt";
import { isDone, type NewTask, type SimTask, type TaskStore } from "./tasks";
import { type FailedOnce, failReasonOf, refusalOf } from "./troubles";

/** One submit: who asks, over which route, with which body. */
export interface Submit {
  dialect: Dialect;
  key: string;
  origin: string;
  mode: string | null;
  body: unknown;
}

interface Delivery {
  state?: string;
  notifyHook?: string;
}

type Press = { action: "UPSCALE" | "VARIATION" | "REROLL"; index: number };

/** Scenarios in which an action opens a remix window that must be confirmed. */
const WINDOWS = new Set(["modal", "window_refused", "window_reset"]);

/** What the submit routes of one simulator share. */
export interface Desk {
  tasks: TaskStore;
  failedOnce: FailedOnce;
}

const invalid = ({ dialect }: Submit, description = "参数错误") => reply(dialect, { code: 4, description });

/** Takes an order as its scenario wants: plainly, queued, behind a window, or without an answer. */
const take = ({ tasks }: Desk, task: NewTask): SimOutcome => {
  const opened = tasks.open(task);
  const { dialect, scenario } = task;
  if (scenario.name === "reset_after_body") return RESET;
  const result = opened.id;
  if (opened.window)
    return reply(dialect, {
      code: 21,
      description: "Waiting for window confirm",
      result,
      properties: { finalPrompt: task.prompt, remix: true },
    });
  if (scenario.name === "code_22")
    return reply(dialect, {
      code: 22,
      description: "排队中，前面还有1个任务",
      result,
      properties: { numberOfQueues: 1 },
    });
  if (scenario.name === "code_21" && dialect !== "trueai")
    return reply(dialect, { code: 21, description: "任务已存在", result });
  return reply(dialect, { code: 1, description: "提交成功", result });
};

const base = (submit: Submit, scenario: Scenario, { state, notifyHook }: Delivery) => ({
  dialect: submit.dialect,
  origin: submit.origin,
  mode: submit.mode,
  scenario,
  state: state ?? null,
  // new-api takes the hook away unless its operator allows it.
  notifyHook: submit.dialect === "new-api" ? null : (notifyHook ?? null),
  failReason: failReasonOf(scenario),
  window: false,
});

/** `/submit/imagine`: a prompt Midjourney cannot read is taken and fails later, as there. */
export const imagine = async (desk: Desk, submit: Submit): Promise<SimOutcome> => {
  const body = imagineBodyOf(submit.dialect).safeParse(submit.body);
  if (!body.success) return invalid(submit);
  const { prompt, base64Array = [] } = body.data;
  for (const picture of base64Array) {
    const bytes = Buffer.from(picture.slice(picture.indexOf(",") + 1), "base64");
    if (!(await look(bytes))) return invalid(submit, "base64格式错误");
  }
  const scenario = scenarioOf({ apiKey: submit.key, prompt });
  const refusal = refusalOf(scenario, submit.dialect, `imagine ${prompt}`, desk.failedOnce);
  if (refusal) return refusal;
  const { words, ratio, seed, problem } = parsePrompt(prompt);
  const common = base(submit, scenario, body.data);
  return take(desk, {
    ...common,
    action: "IMAGINE",
    prompt,
    description: `/imagine ${prompt}`,
    failReason: common.failReason ?? problem ?? null,
    recipe: { kind: "grid", words, seed, ...quarterSize(ratio) },
  });
};

const press = (
  desk: Desk,
  submit: Submit,
  taskId: string,
  { action, index }: Press,
  delivery: Delivery,
): SimOutcome => {
  const { dialect } = submit;
  const source = desk.tasks.find(taskId);
  const scenario = scenarioOf({ apiKey: submit.key, prompt: source?.prompt });
  const refusal = refusalOf(scenario, dialect, `${action} ${taskId}`, desk.failedOnce);
  if (refusal) return refusal;
  if (!source) return reply(dialect, { code: 3, description: "关联任务不存在或已失效" });
  if (!isDone(source)) return invalid(submit, notFinished(dialect));
  const description = `/up ${taskId} ${action === "REROLL" ? "R" : `${action[0]}${index}`}`;
  const again = dialect === "novicezk" ? desk.tasks.byDescription(description) : undefined;
  if (again) return reply(dialect, { code: 21, description: "任务已存在", result: again.id });
  return take(desk, {
    ...base(submit, scenario, delivery),
    action,
    prompt: source.prompt,
    description,
    window: WINDOWS.has(scenario.name) && dialect !== "novicezk",
    recipe: recipeOf(source, action, index),
  });
};

/** `/submit/change`: U, V or R of a task by its number. */
export const change = (desk: Desk, submit: Submit): SimOutcome => {
  const body = changeBody.safeParse(submit.body);
  if (!body.success) return invalid(submit);
  const { taskId, action, index } = body.data;
  if (index === undefined && action !== "REROLL") return invalid(submit, "index参数错误");
  return press(desk, submit, taskId, { action, index: index ?? 1 }, body.data);
};

/** `/submit/simple-change`: the same as one line of text. */
export const simpleChange = (desk: Desk, submit: Submit): SimOutcome => {
  const body = simpleChangeBody.safeParse(submit.body);
  if (!body.success) return invalid(submit, "content参数错误");
  const [taskId = "", letter = ""] = body.data.content.split(" ");
  const action = letter.startsWith("U") ? "UPSCALE" : letter.startsWith("V") ? "VARIATION" : "REROLL";
  return press(desk, submit, taskId, { action, index: Number(letter[1] ?? 1) }, body.data);
};

/** `/submit/action`: presses a button that the task showed. */
export const action = (desk: Desk, submit: Submit): SimOutcome => {
  const body = actionBody.safeParse(submit.body);
  if (!body.success) return invalid(submit);
  const { taskId, customId } = body.data;
  const [, kind, index, jobId] =
    /^MJ::JOB::(upsample|variation|reroll)::([0-4])::([\w-]{36})/.exec(customId) ?? [];
  const source = desk.tasks.find(taskId);
  if (!kind || (source && source.jobId !== jobId)) return invalid(submit, "unknown_action");
  const actions = { upsample: "UPSCALE", variation: "VARIATION", reroll: "REROLL" } as const;
  const pressed = actions[kind as keyof typeof actions];
  return press(desk, submit, taskId, { action: pressed, index: Number(index) || 1 }, body.data);
};

/** `/submit/modal`: confirms the window that an action has opened. */
export const modal = (desk: Desk, submit: Submit): SimOutcome => {
  const body = modalBody.safeParse(submit.body);
  if (!body.success) return invalid(submit);
  const task = desk.tasks.find(body.data.taskId);
  if (!task) return reply(submit.dialect, { code: 3, description: "关联任务不存在或已失效" });
  if (!task.window) return invalid(submit, "任务状态错误");
  if (scenarioOf({ apiKey: submit.key }).name === "window_refused")
    return reply(submit.dialect, { code: 9, description: "提交失败" });
  task.prompt = body.data.prompt;
  desk.tasks.start(task);
  if (scenarioOf({ apiKey: submit.key }).name === "window_reset") return RESET;
  return reply(submit.dialect, { code: 1, description: "提交成功", result: task.id });
};

const notFinished = (dialect: Dialect) =>
  dialect === "new-api" ? "task_status_not_success" : "关联任务状态错误";

function recipeOf(source: SimTask, action: Press["action"], index: number): SimTask["recipe"] {
  const { recipe } = source;
  if (action === "UPSCALE") return { kind: "single", of: recipe, index };
  const seed = Number(source.id.slice(-6));
  if (action === "VARIATION") return { kind: "varied", of: recipe, index, seed };
  return recipe.kind === "grid" ? { ...recipe, seed: (recipe.seed + seed) % 2 ** 31 } : recipe;
}
