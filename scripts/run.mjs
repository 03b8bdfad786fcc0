/** Runs a TypeScript file of this repository on the pinned Node: `node scripts/run.mjs scripts/verify.ts`. */
import { run } from "./bootstrap/node.mjs";

const [file, ...args] = process.argv.slice(2);
await run(file, args);
