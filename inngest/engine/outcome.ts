import { z } from "zod";
import type { Answer } from "./call";
import type { Job } from "./claim";
import { backOffMs, limits, retryAfterMs, sleepMs } from "./limits";
import type { RunError } from "./runs";

/** A step that was reported but not done yet; a sleep is done when its time is over. */
export interface PlannedStep {
  id: string;
  name: string;
  kind: "step" | "sleep";
  dueInMs: number;
}

/** What has to be written after a call. */
export type Outcome =
  | { kind: "complete"; output: unknown }
  | { kind: "fail"; error: RunError }
  | { kind: "retry"; delayMs: number; error: RunError }
  | { kind: "memo"; stepId: string; name: string; memo: { data: unknown } | { error: RunError } }
  | { kind: "plan"; steps: PlannedStep[] };

const opSchema = z.object({
  id: z.string(),
  op: z.string(),
  name: z.string().nullish(),
  displayName: z.string().nullish(),
  data: z.unknown().optional(),
  error: z.unknown().optional(),
  opts: z.object({ parallelMode: z.string().nullish() }).nullish(),
});
type Op = z.infer<typeof opSchema>;

const errorSchema = z.looseObject({
  name: z.string().catch("Error"),
  message: z.string().catch("Unknown error"),
});

/** Anything thrown or answered as an error, in the SDK's serialised shape. */
export function toRunError(value: unknown): RunError {
  if (value instanceof Error) return { name: value.name, message: value.message, stack: value.stack };
  const parsed = errorSchema.safeParse(value);
  return parsed.success ? parsed.data : { name: "Error", message: String(value) };
}

const refused = (name: string, message: string): Outcome => ({ kind: "fail", error: { name, message } });

const isLast = (job: Job, maxAttempts: number) => job.attempt + 1 >= maxAttempts;

function retryOr(
  last: Outcome,
  job: Job,
  maxAttempts: number,
  answer: Answer | null,
  error: RunError,
): Outcome {
  if (answer?.noRetry || isLast(job, maxAttempts)) return last;
  const asked = retryAfterMs(answer?.retryAfter ?? null, Date.now());
  return { kind: "retry", delayMs: asked ?? backOffMs(job.attempt), error };
}

/** For a call that was never answered: thrown in between, or its process died. */
export function interpretLoss(job: Job, maxAttempts: number, error: RunError): Outcome {
  return retryOr(giveUp(job, error), job, maxAttempts, null, error);
}

/** No attempt is left: a planned step fails and the function may catch it, anything else fails the run. */
export function giveUp(job: Job, error: RunError): Outcome {
  if (job.kind !== "step" || job.stepId === null) return { kind: "fail", error };
  return { kind: "memo", stepId: job.stepId, name: job.stepId, memo: { error } };
}

/** Reads one answer of the SDK by the protocol's table of statuses and opcodes; pure but for the clock. */
export function interpret(job: Job, maxAttempts: number, answer: Answer): Outcome {
  if (answer.status === 206) return interpretOps(job, maxAttempts, answer);
  if (answer.status === 200) {
    if (sizeOf(answer.body) > limits.stepBytes)
      return refused("OutputTooLarge", "The output is larger than 4 MB.");
    return { kind: "complete", output: answer.body };
  }
  const error = toRunError(answer.body);
  return retryOr({ kind: "fail", error }, job, maxAttempts, answer, error);
}

function interpretOps(job: Job, maxAttempts: number, answer: Answer): Outcome {
  const parsed = z.array(opSchema).min(1).safeParse(answer.body);
  if (!parsed.success)
    return refused("ProtocolError", `The reported steps cannot be read: ${parsed.error.message}`);
  const [first] = parsed.data;
  const isDone = first && ["StepRun", "StepError", "StepFailed"].includes(first.op);
  if (isDone && parsed.data.length === 1) return interpretDone(job, maxAttempts, answer, first);
  if (job.kind === "step") return refused("ProtocolError", "A planned step was answered by other steps.");
  const steps: PlannedStep[] = [];
  for (const op of parsed.data) {
    const kind = op.op === "StepPlanned" ? "step" : op.op === "Sleep" ? "sleep" : null;
    if (kind === null || op.opts?.parallelMode)
      return refused(
        "UnsupportedStep",
        `The embedded engine does not implement ${op.opts?.parallelMode ? `the parallel mode "${op.opts.parallelMode}"` : `the operation ${op.op}`} of step "${nameOf(op)}".`,
      );
    steps.push({
      id: op.id,
      name: nameOf(op),
      kind,
      dueInMs: kind === "sleep" ? sleepMs(op.name ?? "", Date.now()) : 0,
    });
  }
  return { kind: "plan", steps };
}

const nameOf = (op: Op): string => op.displayName ?? op.name ?? op.id;
const sizeOf = (value: unknown): number => Buffer.byteLength(JSON.stringify(value ?? null));

function interpretDone(job: Job, maxAttempts: number, answer: Answer, op: Op): Outcome {
  if (job.stepId !== null && op.id !== job.stepId)
    return refused("ProtocolError", `Asked for the step ${job.stepId}, answered by "${nameOf(op)}".`);
  const done = { kind: "memo", stepId: op.id, name: nameOf(op) } as const;
  if (op.op === "StepRun") {
    if (sizeOf(op.data) > limits.stepBytes)
      return refused("OutputTooLarge", `The output of step "${nameOf(op)}" is larger than 4 MB.`);
    return { ...done, memo: { data: op.data ?? null } };
  }
  const error = toRunError(op.error);
  const failed = { ...done, memo: { error } };
  return op.op === "StepFailed" ? failed : retryOr(failed, job, maxAttempts, answer, error);
}
