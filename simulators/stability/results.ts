import { randomBytes } from "node:crypto";
import type { Scenario } from "@/simulators/kit/scenario";
import type { Endpoint } from "./endpoints";
import type { Painting } from "./painting";

/** An order that was taken and whose result is asked for later. */
export interface Task {
  /** Whose it is: other keys do not see it. */
  apiKey: string;
  endpoint: Endpoint;
  painting: Painting;
  scenario: Scenario;
  readyAt: number;
  /** When it was last asked for and answered. */
  askedAt?: number;
  /** True once a trouble that comes once has come. */
  troubled: boolean;
}

const MAX_TASKS = 2_000;
const MAX_HELD_BYTES = 256 * 1024 * 1024;

export interface Results {
  /** Remembers a task under a new id of 64 hexadecimal digits. */
  add(task: Task): string;
  find(id: string): Task | undefined;
  all(): [id: string, task: Task][];
}

/** The newest tasks, bounded in number and in the bytes of their pictures. Nothing is drawn before it is fetched. */
export function createResults(): Results {
  const tasks = new Map<string, Task>();
  const heldBy = ({ painting }: Task): number => painting.image?.length ?? 0;
  let held = 0;
  return {
    add: (task) => {
      const id = randomBytes(32).toString("hex");
      tasks.set(id, task);
      held += heldBy(task);
      for (const [oldest, old] of tasks) {
        if (oldest === id || (tasks.size <= MAX_TASKS && held <= MAX_HELD_BYTES)) break;
        tasks.delete(oldest);
        held -= heldBy(old);
      }
      return id;
    },
    find: (id) => tasks.get(id),
    all: () => [...tasks],
  };
}
