import sharp from "sharp";
import { semaphore } from "@/lib/platform/process/semaphore";
import { takeTime } from "../kit/server";

interface Work {
  ms: number;
  steps: number;
  make(): Promise<Buffer[]>;
}

interface Job {
  step: number;
  steps: number;
  interrupted: boolean;
  /** What it will become, for previews. */
  picture?: Buffer;
}

/** The one graphics card: orders wait for each other, and progress and interrupt are of whichever runs. */
export interface Machine {
  /** Gives the pictures when all steps have been taken, or at once after an interrupt, as the server does. */
  run(work: Work): Promise<Buffer[]>;
  progress(skipImage: boolean): Promise<unknown>;
  interrupt(): void;
}

const PREVIEW_SIDE_PX = 256;

export function startMachine(speed: number): Machine {
  const turn = semaphore(1);
  let job: Job | undefined;
  return {
    run: ({ ms, steps, make }) =>
      turn(async () => {
        const mine: Job = { step: 0, steps, interrupted: false };
        job = mine;
        try {
          const making = make();
          void making.then(([first]) => (mine.picture = first)).catch(() => undefined);
          while (mine.step < steps && !mine.interrupted) {
            await takeTime(ms / steps, speed);
            mine.step += 1;
          }
          return await making;
        } finally {
          job = undefined;
        }
      }),
    progress: async (skipImage) => {
      const running = job;
      const progress = running ? Math.min(1, 0.01 + (0.99 * running.step) / running.steps) : 0;
      return {
        progress,
        eta_relative: 0,
        state: {
          skipped: false,
          interrupted: running?.interrupted ?? false,
          job: running ? "task" : "",
          job_count: running ? 1 : 0,
          sampling_step: running?.step ?? 0,
          sampling_steps: running?.steps ?? 0,
        },
        current_image: running?.picture && !skipImage ? await preview(running.picture, progress) : null,
        textinfo: null,
      };
    },
    interrupt: () => {
      if (job) job.interrupted = true;
    },
  };
}

/** Blurred the more, the less is done. */
async function preview(picture: Buffer, progress: number): Promise<string> {
  const bytes = await sharp(picture)
    .resize(PREVIEW_SIDE_PX, PREVIEW_SIDE_PX, { fit: "inside" })
    .blur(0.5 + 8 * (1 - progress))
    .png()
    .toBuffer();
  return bytes.toString("base64");
}
