import { holdExit } from "@/lib/platform/process/hold-exit";
import { setRequestSink } from "@/lib/platform/process/request-sink";
import { singleton } from "@/lib/platform/process/singleton";
import { RequestWriter } from "./writer";

/** How long the end of the process waits for the last requests to be written. */
const END_MS = 2_000;

/** From now on the answered requests of this process are logged, the last of them when it is told to stop. */
export function startRequestLog(): void {
  const writer = singleton("stats.request-writer", () => new RequestWriter());
  setRequestSink(writer.take);
  for (const signal of ["SIGTERM", "SIGINT"] as const)
    process.once(signal, () => {
      holdExit(() => writer.end(), END_MS);
      void writer.end();
    });
}
