/** `npm test` and `npm run test:unit | test:db | test:e2e`: options after the suite go to its runner. */
import { run } from "./bootstrap/node.mjs";

await run("scripts/test/main.ts", process.argv.slice(2));
