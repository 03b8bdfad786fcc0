import { sql } from "@/db/client";
import { startEngine } from "../engine";
import { crashFunctions } from "./crash-functions.fixture";

// The flag that a bundler would set; this process runs from source.
Object.assign(globalThis, { __FAIL_POINTS__: true });

/** A process that executes the crash functions until it is killed, by FAIL_POINTS or from outside. */
const main = async () => {
  const { client, functions } = crashFunctions(sql());
  await startEngine({ client, functions, slots: 1 });
};

main().catch((error: unknown) => {
  process.stderr.write(`${error}\n`);
  process.exit(1);
});
