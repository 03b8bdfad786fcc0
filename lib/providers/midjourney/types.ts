import { z } from "zod";

/**
 * The proxies of the protocol: novicezk/midjourney-proxy (Java), trueai-org/midjourney-proxy (C#) and the relay of
 * new-api, which puts its own keys and prices before one of the other two.
 */
export const dialects = ["novicezk", "trueai", "new-api"] as const;
export type Dialect = (typeof dialects)[number];

export const modes = ["fast", "turbo", "relax"] as const;

const text = z.string().nullish();
const properties = z.record(z.string(), z.unknown()).nullish();

/** The answer to every submit; also what new-api says with HTTP 400 and 429. */
export const submitReply = z.object({
  code: z.number().int(),
  description: text,
  result: z.unknown().optional(),
  properties,
});
export type SubmitReply = z.infer<typeof submitReply>;

/** Codes of `SubmitReply`, as in novicezk's ReturnCode. */
export const replyCodes = {
  accepted: 1,
  notFound: 3,
  invalid: 4,
  unknown: 5,
  failure: 9,
  /** novicezk: the task exists already; trueai: a window waits to be confirmed. */
  existsOrWindow: 21,
  queued: 22,
  queueFull: 23,
  banned: 24,
  saturated: 30,
} as const;

const pictureAddress = z.union([z.string(), z.object({ url: text }).transform(({ url }) => url ?? "")]);

/** A task, as fetched and as posted to a notifyHook. Everything but the id may be missing or empty. */
export const taskBody = z.object({
  id: z.string().min(1).max(100),
  /** NOT_START, SUBMITTED, IN_PROGRESS, MODAL, FAILURE, SUCCESS, CANCEL, or empty. */
  status: text,
  /** `"46%"`. */
  progress: text,
  /** A preview until the end, then the grid. */
  imageUrl: text,
  /** Single pictures, only from trueai: strings or `{ url }`. */
  imageUrls: z.array(pictureAddress).nullish(),
  failReason: text,
  prompt: text,
  promptEn: text,
  buttons: z.array(z.object({ customId: text })).nullish(),
  properties,
});
export type Task = z.infer<typeof taskBody>;
