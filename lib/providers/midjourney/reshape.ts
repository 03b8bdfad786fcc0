import type { ImageRequest, InputPicture } from "@/lib/providers/image-provider";
import { GRID_COUNT } from "./models";
import { type Dialect, replyCodes, type SubmitReply, type Task } from "./types";

/** One picture of a finished task; `index` counts from 1 as on Midjourney's buttons. */
export interface OwnPicture {
  taskId: string;
  index: number;
}

export const vendorRefOf = ({ taskId, index }: OwnPicture): string => `${taskId}#${index}`;

/** Null for what is no `<task id>#<1–4>`. Only harmless characters pass: the id becomes part of a path. */
export function pictureOf(vendorRef: string | null | undefined): OwnPicture | null {
  const [, taskId, index] = /^([\w-]{1,100})#([1-4])$/.exec(vendorRef ?? "") ?? [];
  return taskId && index ? { taskId, index: Number(index) } : null;
}

/** What every submit carries: our name of the attempt, and where to tell about changes. */
export interface Delivery {
  state: string;
  notifyHook?: string;
}

const dataUrl = ({ bytes, format }: InputPicture) =>
  `data:image/${format};base64,${bytes.toString("base64")}`;

export const imagineBody = (prompt: string, references: readonly InputPicture[], delivery: Delivery) => ({
  prompt,
  ...(references.length > 0 ? { base64Array: references.map(dataUrl) } : {}),
  ...delivery,
});

export type Action = "variation" | "upscale";
export const isAction = (operation: ImageRequest["operation"]): operation is Action =>
  operation === "variation" || operation === "upscale";

const changes = { variation: "VARIATION", upscale: "UPSCALE" } as const;
const buttons = { variation: "variation", upscale: "upsample" } as const;

/**
 * How to press U or V of a picture: by the finished task's own button where it has any, otherwise by
 * `/submit/change`. Null when the task has buttons but not this one, or when the dialect has no such route.
 */
export function actionOf(
  action: Action,
  { taskId, index }: OwnPicture,
  task: Task,
  dialect: Dialect,
  delivery: Delivery,
): { path: string; body: unknown } | null {
  const offered = (task.buttons ?? []).flatMap(({ customId }) => (customId ? [customId] : []));
  if (offered.length > 0) {
    const customId = offered.find((id) => id.includes(`::${buttons[action]}::${index}::`));
    return customId ? { path: "/submit/action", body: { taskId, customId, ...delivery } } : null;
  }
  // trueai took /submit/change away (11.10.3).
  if (dialect === "trueai") return null;
  return { path: "/submit/change", body: { taskId, action: changes[action], index, ...delivery } };
}

/** The id in an accepting reply; null when there is none that can be asked for. */
export function taskIdOf(reply: SubmitReply): string | null {
  const { result } = reply;
  const id = typeof result === "number" && Number.isSafeInteger(result) ? String(result) : result;
  return typeof id === "string" && /^[\w-]{1,100}$/.test(id) ? id : null;
}

/** Accepted, already there (the same U or V was pressed before) or waiting in the proxy's queue. */
export const isAccepted = ({ code }: SubmitReply): boolean =>
  code === replyCodes.accepted || code === replyCodes.existsOrWindow || code === replyCodes.queued;

/**
 * Whether Midjourney's remix window waits for a confirmation before it draws. new-api rewrites the code to 1 and
 * leaves the description as it was.
 */
export const windowWaits = (reply: SubmitReply, dialect: Dialect): boolean =>
  (dialect === "trueai" && reply.code === replyCodes.existsOrWindow) ||
  (dialect !== "novicezk" && isAccepted(reply) && /window confirm/i.test(reply.description ?? ""));

/** The prompt that confirms a window unchanged; the proxy refuses an empty one. */
export function windowPrompt(reply: SubmitReply, source: Task): string {
  const said = [
    reply.properties?.finalPrompt,
    source.properties?.finalPrompt,
    source.promptEn,
    source.prompt,
  ];
  return said.find((text): text is string => typeof text === "string" && text.trim() !== "") ?? "";
}

/** `"46%"` as 0.46; undefined for anything else. */
export function progressOf(task: Task): number | undefined {
  const [, percent] = /^(\d{1,3})%$/.exec(task.progress ?? "") ?? [];
  return percent === undefined ? undefined : Math.min(1, Number(percent) / 100);
}

export type TaskState = "running" | "done" | "failed";

/** An empty status is a task that the proxy has only just written down; MODAL waits for its window. */
export function stateOf({ status }: Task): TaskState {
  if (status === "SUCCESS") return "done";
  return status === "FAILURE" || status === "CANCEL" ? "failed" : "running";
}

/** The four addresses where the proxy has cut the grid itself; empty when it has not. */
export function singlesOf(task: Task): string[] {
  const addresses = (task.imageUrls ?? []).filter(Boolean);
  return addresses.length > 1 ? addresses.slice(0, GRID_COUNT) : [];
}
